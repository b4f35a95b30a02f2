namespace SequenceLogging.Storage;

/// <summary>Opens stores of one make; what <c>UseSqlite()</c> and its like put into the options.</summary>
public interface ISequenceStoreProvider
{
    /// <summary>
    /// Names the store that the options mean, the same for every way of writing it. Two logs of one process with the
    /// same key share one store and one delivery.
    /// </summary>
    string GetKey(SequenceLogOptions options);

    /// <summary>
    /// The folder for the journal of records on their way to the store, where the options name none; null where the store has
    /// no place of its own, and so no journal unless <see cref="SequenceLogOptions.JournalPath"/> names one.
    /// </summary>
    string? GetJournalPath(SequenceLogOptions options);

    /// <summary>Opens the store, creating it at its first use.</summary>
    /// <exception cref="SequenceStoreException">The store cannot be opened.</exception>
    ISequenceStore Open(SequenceLogOptions options);

    /// <summary>Opens a store that exists, for questions only: it is neither created nor changed.</summary>
    /// <exception cref="SequenceStoreException">There is no store, or it cannot be opened.</exception>
    ISequenceReader OpenReader(SequenceLogOptions options);
}
