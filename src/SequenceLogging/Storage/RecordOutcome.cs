namespace SequenceLogging.Storage;

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
