namespace SequenceLogging.Seq.Pushing;

/// <summary>A place in the store, with what stood there: a position can be taken by another step when its own was erased.</summary>
/// <param name="Position">The position of a step.</param>
/// <param name="EventId">The id of its event.</param>
internal sealed record Checkpoint(long Position, string EventId);
