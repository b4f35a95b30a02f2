namespace SequenceLogging.Storage;

/// <summary>A number of records that ended in the same way for the same reason.</summary>
/// <param name="Outcome">What became of them.</param>
/// <param name="Reason">Why, as one of <see cref="Delivery.Reasons"/>; empty where the outcome says it all.</param>
/// <param name="Count">How many.</param>
public readonly record struct OutcomeCount(RecordOutcome Outcome, string Reason, long Count);

/// <summary>What can become of a record.</summary>
public enum RecordOutcome
{
    /// <summary>It is in the store.</summary>
    Stored = 0,

    /// <summary>The store had it already.</summary>
    Duplicate = 1,

    /// <summary>It made no sense, and was set aside with its reason.</summary>
    Rejected = 2,

    /// <summary>There was no room for it.</summary>
    Dropped = 3,
}
