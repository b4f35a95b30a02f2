using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Commands;

/// <summary>The names of the steps that a store knows, from what it counts: no step is read for them.</summary>
internal static class StepNames
{
    private const int First = 1_01, Last = 9999_12; // all months there are

    public static async ValueTask<IReadOnlyList<string>> OfAsync(ISequenceReader reader, CancellationToken cancellationToken)
    {
        var statistics = await reader.GetStepStatisticsAsync(First, Last, cancellationToken);
        return [.. statistics.Steps.Select(s => s.Step.Name).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The flows that names of steps tell.</summary>
    public static IReadOnlyList<string> FlowsOf(IReadOnlyList<string> steps) =>
        [.. steps.Select(s => StepName.TryParse(s, out var step) ? step.Flow : null).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Says that a query's step or flow is not known, and what may have been meant; null where both are.</summary>
    public static async ValueTask<string?> WhyUnknownAsync(
        ISequenceReader reader, SequenceQuery query, CancellationToken cancellationToken)
    {
        if (query.StepName is null && query.Flow is null)
        {
            return null;
        }

        var known = await OfAsync(reader, cancellationToken);
        return (query.StepName is { } step ? WhyUnknown("step", step, known) : null)
            ?? (query.Flow is { } flow ? WhyUnknown("flow", flow, FlowsOf(known)) : null);
    }

    /// <summary>Says that there is nothing of a name, and what may have been meant; null where there is.</summary>
    public static string? WhyUnknown(string what, string name, IReadOnlyList<string> known) => known.Contains(name, StringComparer.Ordinal)
        ? null
        : $"No {what} is called {name}.{Nearest.Question(Nearest.To(name, known))}";
}
