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

    /// <summary>Says that there is no step of a name, and what may have been meant; null where there is one.</summary>
    public static async ValueTask<string?> WhyUnknownAsync(
        ISequenceReader reader, string name, CancellationToken cancellationToken)
    {
        var known = await OfAsync(reader, cancellationToken);
        return known.Contains(name, StringComparer.Ordinal)
            ? null
            : $"No step is called {name}.{Nearest.Question(Nearest.To(name, known))}";
    }
}
