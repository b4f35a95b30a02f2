using SequenceLogging.Insight.Conformance;

namespace SequenceLogging.Reporting;

/// <summary>Conformance for scripts.</summary>
internal sealed record CheckAnswer(
    long Sequences, long Conforming, IReadOnlyList<CheckDeviation> Deviations, long WithoutFlow, IReadOnlyList<CheckFlow> Flows)
{
    public static CheckAnswer Of(ConformanceReport report) => new(
        report.Sequences,
        report.Conforming,
        [.. report.Deviations.Select(CheckDeviation.Of)],
        report.WithoutFlow,
        [.. report.Flows.Select(f => new CheckFlow(f.Flow.Name, f.Sequences, f.Conforming, [.. f.Flow.Places.Select(p => p.Names)]))]);
}

/// <summary>A deviation for scripts.</summary>
internal sealed record CheckDeviation(string Kind, string Step, long Count, SequenceId Example, long Times, string Flow)
{
    public static CheckDeviation Of(DeviationCount deviation) =>
        new(deviation.Kind.ToText(), deviation.Step, deviation.Count, deviation.Example, deviation.Times, deviation.Flow);
}

/// <summary>A flow for scripts, with the steps of each of its places.</summary>
internal sealed record CheckFlow(string Flow, long Sequences, long Conforming, IReadOnlyList<IReadOnlyList<string>> Places);
