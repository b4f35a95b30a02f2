using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Comparing;

/// <summary>A journey beside one that ended well.</summary>
public sealed record JourneyContrast
{
    /// <summary>The journey.</summary>
    public required SequenceDetails Journey { get; init; }

    /// <summary>The one that ended well, and is most like it; or the one that was asked for.</summary>
    public required SequenceDetails Other { get; init; }

    /// <summary>How many that ended well told what is usual, the other among them; 1 where the other was asked for.</summary>
    public required int Peers { get; init; }

    /// <summary>The steps side by side: their orders from 1, null where one has no fellow.</summary>
    public required IReadOnlyList<StepPair> Steps { get; init; }

    /// <summary>In what they differ, in the order in which it happened.</summary>
    public required IReadOnlyList<JourneyDifference> Differences { get; init; }

    /// <summary>
    /// Where the journey first left the way of the other: a step or an outcome before all, since a wait or a property may differ
    /// between two that both end well. Null where they do not differ.
    /// </summary>
    public JourneyDifference? First =>
        Differences.FirstOrDefault(d => d.Kind is DifferenceKind.Step or DifferenceKind.Outcome)
        ?? Differences.FirstOrDefault(d => d.Kind is DifferenceKind.Wait)
        ?? (Differences is [var first, ..] ? first : null);
}

/// <summary>Two steps side by side.</summary>
/// <param name="Order">The step of the journey, from 1; null where it made none there.</param>
/// <param name="OtherOrder">The step of the other, from 1; null where it made none there.</param>
public readonly record struct StepPair(int? Order, int? OtherOrder);
