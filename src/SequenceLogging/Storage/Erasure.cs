namespace SequenceLogging.Storage;

/// <summary>What was removed from a store with a user.</summary>
/// <param name="Sequences">Sequences of the user.</param>
/// <param name="Steps">Their steps.</param>
/// <param name="Links">Their links.</param>
/// <param name="Others">What else belonged to them: errors, status changes, keys, marks of what was lost.</param>
public sealed record Erasure(long Sequences, long Steps, long Links, long Others);
