using System.Runtime.InteropServices;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.Insight.Flows;

/// <summary>Counts steps and the ways between them.</summary>
internal sealed class FlowCount
{
    private const double Median = 0.5, P95 = 0.95;

    private readonly Dictionary<string, StepTally> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<(string From, string To), Tally> _ways = [];

    /// <summary>How many paths were counted.</summary>
    public long Paths { get; private set; }

    public void Add(SequencePath path)
    {
        Paths++;
        for (var i = 0; i < path.Steps.Count; i++)
        {
            var step = path.Steps[i];
            Add(step.Step.Name, step.Status, 1);
            if (i > 0)
            {
                var previous = path.Steps[i - 1];
                TallyOf(previous.Step.Name, step.Step.Name).Add(Math.Max(0, (step.Timestamp - previous.Timestamp).TotalMilliseconds));
            }
        }
    }

    public void Add(string step, StepStatus status, long count)
    {
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_steps, step, out _);
        tally.Count += count;
        tally.Failed += status is StepStatus.Failed ? count : 0;
    }

    public void Add(string from, string to, long count, DurationHistogram waits)
    {
        var tally = TallyOf(from, to);
        tally.Count += count;
        tally.Durations.Add(waits);

        // Of a month, the first step may have been made in the month before, and only there: both ends of a way are steps of the flow.
        Add(from, default, 0);
    }

    // Of equally frequent ones the same is first each time, whatever the store.
    public FlowGraph ToGraph(FlowCoverage coverage) => new(
        coverage,
        [
            .. _steps.Select(s => new FlowNode(s.Key, s.Value.Count, s.Value.Failed))
                .OrderByDescending(n => n.Count).ThenBy(n => n.Step, StringComparer.Ordinal),
        ],
        [
            .. _ways.Select(w => EdgeOf(w.Key.From, w.Key.To, w.Value))
                .OrderByDescending(e => e.Count).ThenBy(e => e.From, StringComparer.Ordinal).ThenBy(e => e.To, StringComparer.Ordinal),
        ]);

    private Tally TallyOf(string from, string to) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_ways, (from, to), out _) ??= new Tally();

    private static FlowEdge EdgeOf(string from, string to, Tally tally) => new(
        from,
        to,
        tally.Count,
        InSeconds.Of(tally.Durations.SumMs / Math.Max(1, tally.Durations.Count)) ?? 0,
        InSeconds.Of(tally.Durations.Quantile(Median)) ?? 0,
        InSeconds.Of(tally.Durations.Quantile(P95)) ?? 0);

    private struct StepTally
    {
        public long Count { get; set; }

        public long Failed { get; set; }
    }
}
