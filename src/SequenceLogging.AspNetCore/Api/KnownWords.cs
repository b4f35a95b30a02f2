using SequenceLogging.AspNetCore.Dashboard;
using SequenceLogging.Insight.Conformance;
using SequenceLogging.Statistics;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>The names that the store has counted: steps, flows, components. They are read now and then, not for every question.</summary>
internal sealed class KnownWords(JourneySource source)
{
    private const int FirstMonth = 1_01, LastMonth = 9999_12; // all months there are

    private static readonly TimeSpan ServesFor = TimeSpan.FromSeconds(30);

    private volatile Words? _words;

    public async ValueTask<Words> GetAsync(CancellationToken cancellationToken)
    {
        if (_words is { } known && source.Time.GetElapsedTime(known.ReadAt) < ServesFor)
        {
            return known;
        }

        var at = source.Time.GetTimestamp();
        var statistics = await source.Reader.GetStepStatisticsAsync(FirstMonth, LastMonth, cancellationToken).ConfigureAwait(false);
        return _words = new Words(at, statistics);
    }

    /// <summary>The names as they were read.</summary>
    internal sealed class Words(long readAt, StepStatistics statistics)
    {
        public long ReadAt => readAt;

        public IReadOnlyList<FlowDefinition> Flows { get; } = FlowDefinition.Learn(statistics);

        /// <summary>By name and component, the most frequent first.</summary>
        public IReadOnlyList<KnownStep> Steps { get; } =
        [
            .. statistics.Steps.GroupBy(s => s.Step)
                .Select(g => new KnownStep(g.Key.Name, g.Key.Component, g.Sum(s => s.Count)))
                .OrderByDescending(s => s.Count).ThenBy(s => s.Name, StringComparer.Ordinal),
        ];

        public bool HasStep(string name) => Steps.Any(s => s.Name == name);

        public bool HasFlow(string name) => Flows.Any(f => f.Name == name);
    }
}

/// <summary>A step that was ever made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Component">Who made it.</param>
/// <param name="Count">How often.</param>
internal sealed record KnownStep(string Name, string? Component, long Count);
