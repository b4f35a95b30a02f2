namespace SequenceLogging.Storage;

/// <summary>What one step of a pruning removed, or, in a dry run, would remove.</summary>
/// <param name="Sequences">Sequences.</param>
/// <param name="Steps">Their steps.</param>
/// <param name="Links">Their links.</param>
/// <param name="Others">What else belonged to them: errors, status changes, keys, marks of what was lost, rejected records.</param>
/// <param name="Next">Where the next step goes on; null when this was the last one.</param>
public sealed record Pruning(long Sequences, long Steps, long Links, long Others, SequenceId? Next);
