using SequenceLogging.Insight.Conformance;
using SequenceLogging.Statistics;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>The flows, steps and components that a store has seen, for whoever has to choose among them.</summary>
internal static class KnownNames
{
    private const int FirstMonth = 1_01, LastMonth = 9999_12; // all months there are

    private const int Most = 2_000;

    public static ApiResource All { get; } = new(
        "flows", "The flows with their steps in order, all steps with how often, and the components.", typeof(KnownNamesAnswer),
        async (request, cancellationToken) => ApiAnswer.Json(
            Of(await ReadAsync(request, cancellationToken).ConfigureAwait(false)), AnswerJson.Readable.KnownNamesAnswer))
    {
        IsShared = true,
    };

    public static ValueTask<StepStatistics> ReadAsync(ApiRequest request, CancellationToken cancellationToken) =>
        request.Reader.GetStepStatisticsAsync(FirstMonth, LastMonth, cancellationToken);

    private static KnownNamesAnswer Of(StepStatistics statistics) => new(
        [.. FlowDefinition.Learn(statistics).Select(f => new KnownFlow(f.Name, [.. f.Places.Select(p => p.Names)])).Take(Most)],
        [
            .. statistics.Steps.GroupBy(s => s.Step).Select(g => new KnownStep(g.Key.Name, g.Key.Component, g.Sum(s => s.Count)))
                .OrderByDescending(s => s.Count).ThenBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Component, StringComparer.Ordinal)
                .Take(Most),
        ],
        [.. statistics.Steps.Select(s => s.Step.Component).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(Most)]);
}

/// <summary>What can be chosen.</summary>
internal sealed record KnownNamesAnswer(IReadOnlyList<KnownFlow> Flows, IReadOnlyList<KnownStep> Steps, IReadOnlyList<string> Components);

/// <summary>A flow, with the names of the steps of each of its places.</summary>
internal sealed record KnownFlow(string Name, IReadOnlyList<IReadOnlyList<string>> Places);

/// <summary>A step of a component.</summary>
internal sealed record KnownStep(string Name, string? Component, long Count);
