namespace SequenceLogging.Storage;

/// <summary>What became of the records of one batch; the parts add up to the batch's count without its notes.</summary>
/// <param name="Stored">Written by this call.</param>
/// <param name="Duplicate">In the store before.</param>
/// <param name="Rejected">Refused by the store for what they say.</param>
public readonly record struct AppendResult(int Stored, int Duplicate, IReadOnlyList<RejectedRecord> Rejected);
