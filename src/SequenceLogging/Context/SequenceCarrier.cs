namespace SequenceLogging.Context;

/// <summary>The names under which a sequence travels between processes.</summary>
public static class SequenceCarrier
{
    /// <summary>Header of a request or a message: the id, or the key of a pending sequence, and nothing else.</summary>
    public const string HeaderName = "X-Sequence-Id";

    /// <summary>W3C's header of baggage.</summary>
    public const string BaggageHeaderName = "baggage";

    /// <summary>Member of the baggage, and tag of an activity.</summary>
    public const string BaggageMember = "sequence.id";
}
