namespace SequenceLogging.Seq;

/// <summary>Why a Seq server did not do what it was asked.</summary>
public enum SeqFailure
{
    /// <summary>It did not answer, or said that it cannot now, for longer than was waited. What was acknowledged is kept; go on later.</summary>
    Unavailable,

    /// <summary>It asks for an API key, or for one that may do more.</summary>
    NotAllowed,

    /// <summary>What answers there is no Seq, or one that does not know what was asked.</summary>
    NoSeq,

    /// <summary>It refuses what it was sent, again and again.</summary>
    Refused,

    /// <summary>What was noted of an earlier push does not fit this one.</summary>
    State,
}

/// <summary>A Seq server could not be used. The message says what to do, and never holds the API key.</summary>
public sealed class SeqException : Exception
{
    internal SeqException(SeqFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>What kind of failure it is.</summary>
    public SeqFailure Failure { get; }
}
