namespace SequenceLogging.Insight.Comparing;

/// <summary>What kind of difference it is between a journey and one that ended well.</summary>
public enum DifferenceKind
{
    /// <summary>A step that the other did not make there, or that only the other made.</summary>
    Step,

    /// <summary>The same step with another outcome.</summary>
    Outcome,

    /// <summary>A wait that was much longer.</summary>
    Wait,

    /// <summary>A property with another value.</summary>
    Property,
}

/// <summary>Something in which a journey differs from one that ended well.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Order">The step of the journey at which it shows, from 1; 0 for what was known at its beginning.</param>
/// <param name="OtherOrder">The step of the other one, from 1; null where it has none there.</param>
/// <param name="Message">The difference in words.</param>
public sealed record JourneyDifference(DifferenceKind Kind, int Order, int? OtherOrder, string Message);
