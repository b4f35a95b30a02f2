namespace SequenceLogging.Storage.Planning;

/// <summary>
/// What a store knows already, as its transaction sees it. A store behind a network loads everything that
/// <see cref="BatchReferences"/> names before it plans; answers are then had from memory.
/// </summary>
public interface IStoreKnowledge
{
    /// <summary>The state of a sequence, the same object each time; null where it is not known.</summary>
    SequenceState? Find(long sequence);

    /// <summary>The sequence that is known by a key; null where there is none.</summary>
    long? FindKey(string key);

    /// <summary>Whether a record with this event id was stored before.</summary>
    bool HasEvent(ReadOnlySpan<byte> eventId);

    /// <summary>All sequences of a user that have not ended by name, in any order.</summary>
    IEnumerable<SequenceState> OpenOf(UserId user);

    /// <summary>The last number of a month that was issued; 0 for none.</summary>
    long LastNumber(int year, int month);

    /// <summary>The store's number for a step, new or known.</summary>
    StepKind KindOf(string component, string stepName);

    /// <summary>
    /// Whether a known sequence was adopted, and its beginning is not known yet: it has no user, name, language or metadata.
    /// </summary>
    bool IsAdopted(long sequence);
}
