namespace SequenceLogging.Delivery;

/// <summary>How the writer behind a log fares.</summary>
public sealed record DeliveryHealth
{
    /// <summary>Why the store does not take what is logged at present; null while it does.</summary>
    public StoreFailure? Failure { get; init; }

    /// <summary>Failures of the store that the writer has met since the process began.</summary>
    public long FailedTries { get; init; }

    /// <summary>How often the store was found damaged, and went on without what was in it.</summary>
    public int Damages { get; init; }

    /// <summary>How often the writer met an error that it did not expect, and was started again.</summary>
    public int Restarts { get; init; }
}
