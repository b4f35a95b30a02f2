namespace SequenceLogging.Storage;

/// <summary>What a <see cref="SequenceRecord"/> says.</summary>
public enum RecordKind : byte
{
    /// <summary>
    /// A sequence exists from here on: one that is known by a key of its own (an import's group, a pending scope) and gets its id
    /// from the store, or one that has its id from a leased block or from another store.
    /// </summary>
    Begin = 1,

    /// <summary>A step was made.</summary>
    Step = 2,

    /// <summary>The sequence has to do with a thing outside.</summary>
    Link = 3,

    /// <summary>The sequence was completed, failed, abandoned or reopened by name.</summary>
    Status = 4,

    /// <summary>An error that belongs to the sequence but to no step.</summary>
    Error = 5,

    /// <summary>
    /// A note: something that was emitted was rejected, for the reason in <see cref="SequenceRecord.Name"/>. It counts in the
    /// totals by its <see cref="SequenceRecord.Count"/>, and is kept with what is known of it.
    /// </summary>
    Rejected = 6,

    /// <summary>
    /// A note: something that belongs here was dropped, for the reason in <see cref="SequenceRecord.Name"/>. It counts in the
    /// totals by its <see cref="SequenceRecord.Count"/>, and marks the place in its sequence.
    /// </summary>
    Loss = 7,

    /// <summary>
    /// A note: the <see cref="SequenceRecord.EventId"/> in it was met in another store, so a record with it is a duplicate here.
    /// </summary>
    KnownEvent = 8,
}
