namespace SequenceLogging.Storage;

/// <summary>A store could not do what it was asked; the message names the store, the value and the next step.</summary>
public class SequenceStoreException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public SequenceStoreException()
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    public SequenceStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and its cause.</summary>
    public SequenceStoreException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What kind of failure it is, and so how to go on.</summary>
    public StoreErrorKind Kind { get; init; } = StoreErrorKind.Unavailable;
}

/// <summary>Classes of store failures; each has one reaction.</summary>
public enum StoreErrorKind
{
    /// <summary>The store cannot be reached or opened; try again later.</summary>
    Unavailable = 0,

    /// <summary>Somebody else holds it; try again soon.</summary>
    Busy = 1,

    /// <summary>No space left; try again slowly.</summary>
    Full = 2,

    /// <summary>Reading or writing failed; reopen, then try again.</summary>
    InputOutput = 3,

    /// <summary>It may not be written.</summary>
    ReadOnly = 4,

    /// <summary>Its content is damaged, or it is no store.</summary>
    Corrupt = 5,

    /// <summary>It was written by another version of this library.</summary>
    Schema = 6,

    /// <summary>One of the records is not acceptable; the others may be.</summary>
    BadData = 7,

    /// <summary>A mistake in this library.</summary>
    Bug = 8,
}
