namespace SequenceLogging.Storage;

/// <summary>A record that a store refused.</summary>
/// <param name="Position">Its place in its producer's stream.</param>
/// <param name="Reason">Why, as one of <see cref="Delivery.Reasons"/>.</param>
public readonly record struct RejectedRecord(long Position, string Reason);
