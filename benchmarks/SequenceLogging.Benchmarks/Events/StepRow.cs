namespace SequenceLogging.Benchmarks.Events;

/// <summary>A step as the numbers and texts that a table holds of it; duration, error and trace are NULL.</summary>
public readonly record struct StepRow(
    long Sequence, long Order, long Kind, long Status, long UnixMicroseconds, byte[] Message, byte[] Metadata);
