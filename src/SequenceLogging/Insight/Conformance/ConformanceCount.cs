using System.Runtime.InteropServices;
using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Conformance;

/// <summary>Counts how journeys went through flows.</summary>
internal sealed class ConformanceCount(IReadOnlyList<FlowDefinition> flows)
{
    private readonly FlowChecker _checker = new(flows);
    private readonly Dictionary<FlowDefinition, (long Sequences, long Conforming)> _flows = flows.ToDictionary(f => f, _ => (0L, 0L));
    private readonly Dictionary<(string Flow, DeviationKind Kind, string Step), Tally> _deviations = [];
    private long _sequences;
    private long _conforming;
    private long _withoutFlow;

    public void Add(SequencePath path)
    {
        var (cameToOne, isConforming) = (false, true);
        foreach (var check in _checker.Check(path))
        {
            cameToOne = true;
            isConforming &= check.IsConforming;
            ref var flow = ref CollectionsMarshal.GetValueRefOrNullRef(_flows, check.Flow);
            flow = (flow.Sequences + 1, flow.Conforming + (check.IsConforming ? 1 : 0));
            foreach (var deviation in check.Deviations)
            {
                Count(check.Flow.Name, deviation, path.Header.SequenceId);
            }
        }

        _withoutFlow += cameToOne ? 0 : 1;
        _sequences += cameToOne ? 1 : 0;
        _conforming += cameToOne && isConforming ? 1 : 0;
    }

    public ConformanceReport ToReport(SequenceQuery query) => new()
    {
        Sequences = _sequences,
        Conforming = _conforming,
        WithoutFlow = _withoutFlow,
        Deviations =
        [
            .. _deviations
                .Select(d => new DeviationCount(d.Key.Kind, d.Key.Flow, d.Key.Step, d.Value.Sequences, d.Value.Times, d.Value.Newest))
                .OrderByDescending(d => d.Count).ThenBy(d => d.Kind).ThenBy(d => d.Step, StringComparer.Ordinal)
                .ThenBy(d => d.Flow, StringComparer.Ordinal),
        ],
        Flows = [.. flows.Select(f => new FlowConformance(f, _flows[f].Sequences, _flows[f].Conforming))],
        Query = query,
    };

    private void Count(string flow, FlowDeviation deviation, SequenceId sequence)
    {
        var tally = CollectionsMarshal.GetValueRefOrAddDefault(_deviations, (flow, deviation.Kind, deviation.Step), out _) ??= new Tally(sequence);
        tally.Times++;
        if (tally.Last != sequence)
        {
            tally.Sequences++;
            tally.Last = sequence;
        }
    }

    /// <summary>Paths come newest first: the first one that deviates is the newest.</summary>
    private sealed class Tally(SequenceId newest)
    {
        public SequenceId Newest { get; } = newest;

        public SequenceId Last { get; set; }

        public long Sequences { get; set; }

        public long Times { get; set; }
    }
}
