using SequenceLogging.Insight.Comparing;

namespace SequenceLogging.Reporting;

/// <summary>A journey beside another, for scripts.</summary>
/// <param name="SequenceId">The journey.</param>
/// <param name="Other">The one beside it.</param>
/// <param name="Peers">How many told what is usual.</param>
/// <param name="First">Where it first left the way of the other; null where it did not.</param>
/// <param name="Differences">All differences, in the order in which they happened.</param>
/// <param name="Steps">The steps side by side.</param>
internal record ContrastAnswer(
    SequenceId SequenceId,
    SequenceId Other,
    int Peers,
    ContrastAnswer.Difference? First,
    IReadOnlyList<ContrastAnswer.Difference> Differences,
    IReadOnlyList<ContrastAnswer.Pair> Steps)
{
    public static ContrastAnswer Of(JourneyContrast contrast) => new(
        contrast.Journey.SequenceId,
        contrast.Other.SequenceId,
        contrast.Peers,
        contrast.First is { } first ? Difference.Of(first) : null,
        [.. contrast.Differences.Select(Difference.Of)],
        [.. contrast.Steps.Select(pair => new Pair(
            pair.Order is { } order ? contrast.Journey.Steps[order - 1].StepName : null,
            pair.OtherOrder is { } other ? contrast.Other.Steps[other - 1].StepName : null))]);

    /// <summary>One difference; <paramref name="Kind"/> is step, outcome, wait or property.</summary>
    internal sealed record Difference(string Kind, int Order, int? OtherOrder, string Message)
    {
        public static Difference Of(JourneyDifference difference) => new(
            difference.Kind switch
            {
                DifferenceKind.Step => "step",
                DifferenceKind.Outcome => "outcome",
                DifferenceKind.Wait => "wait",
                _ => "property",
            },
            difference.Order,
            difference.OtherOrder,
            difference.Message);
    }

    /// <summary>Two steps side by side; null where one has no fellow.</summary>
    internal sealed record Pair(StepName? Step, StepName? Other);
}
