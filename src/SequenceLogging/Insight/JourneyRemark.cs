namespace SequenceLogging.Insight;

/// <summary>Something unusual at a step of a journey.</summary>
/// <param name="Order">The step.</param>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Text">What it is, in words.</param>
public sealed record JourneyRemark(int Order, JourneyRemarkKind Kind, string Text);

/// <summary>What is unusual at a step.</summary>
public enum JourneyRemarkKind
{
    /// <summary>The wait before it was far longer than it is for nearly all others.</summary>
    LongWait,

    /// <summary>It was made before.</summary>
    Repeated,

    /// <summary>A later step of its flow was made before.</summary>
    OutOfOrder,

    /// <summary>Its flow begins again.</summary>
    Restarted,
}
