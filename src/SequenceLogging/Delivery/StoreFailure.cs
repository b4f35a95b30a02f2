using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>Why a store does not take what is logged. What waits is kept, and tried again.</summary>
/// <param name="Kind">The kind of failure, and so what is done about it.</param>
/// <param name="Message">What the store says, with the next step for people; holds no secret.</param>
/// <param name="Since">When the first try failed.</param>
/// <param name="Tries">How many tries have failed since.</param>
public sealed record StoreFailure(StoreErrorKind Kind, string Message, DateTimeOffset Since, int Tries);
