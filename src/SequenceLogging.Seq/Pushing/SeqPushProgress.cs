namespace SequenceLogging.Seq.Pushing;

/// <summary>How far a push came.</summary>
/// <param name="Events">Events that the server has acknowledged in this run.</param>
/// <param name="Position">The position in the store up to which all steps are there; 0 for one journey.</param>
/// <param name="LastPosition">The position of the newest step when the run began; 0 for one journey.</param>
/// <param name="Waiting">Why nothing goes on at the moment; null while it does.</param>
public sealed record SeqPushProgress(long Events, long Position, long LastPosition, string? Waiting = null);
