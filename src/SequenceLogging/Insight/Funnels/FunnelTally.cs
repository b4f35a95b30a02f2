using System.Runtime.InteropServices;
using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Funnels;

/// <summary>Counts how far the sequences of one group came.</summary>
internal sealed class FunnelTally
{
    private const double Median = 0.5, P95 = 0.95;

    private readonly FunnelDefinition _funnel;
    private readonly Place[] _places;
    private readonly DurationSample _whole = new();

    public FunnelTally(FunnelDefinition funnel)
    {
        _funnel = funnel;
        _places = [.. funnel.Steps.Select(_ => new Place())];
    }

    /// <summary>How many were counted.</summary>
    public long Sequences { get; private set; }

    public void Add(SequencePath path, FunnelPass pass, DateTimeOffset now)
    {
        Sequences++;
        for (var i = 0; i < pass.Reached; i++)
        {
            _places[i].Reached++;
            if (i > 0)
            {
                _places[i].Waits.Add(path.Steps[pass.At[i]].Timestamp - path.Steps[pass.At[i - 1]].Timestamp);
            }
        }

        if (pass.Reached == 0)
        {
            return;
        }

        var last = _places[pass.Reached - 1];
        switch (pass.FateIn(_funnel, path, now))
        {
            case FunnelFate.Converted:
                _whole.Add(path.Steps[pass.At[^1]].Timestamp - path.Steps[pass.Start].Timestamp);
                break;
            case FunnelFate.InProgress:
                last.InProgress++;
                break;
            default:
                last.Left++;
                CollectionsMarshal.GetValueRefOrAddDefault(last.After, pass.Next(path) ?? FunnelCount.NoValue, out _)++;
                break;
        }
    }

    /// <summary>Takes over all that another tally counted.</summary>
    public void Add(FunnelTally other)
    {
        Sequences += other.Sequences;
        _whole.Add(other._whole);
        for (var i = 0; i < _places.Length; i++)
        {
            _places[i].Add(other._places[i]);
        }
    }

    public FunnelResult ToResult()
    {
        var first = _places[0].Reached;
        return new FunnelResult(
            Sequences,
            [.. _places.Select((place, i) => new FunnelStepResult
            {
                Step = _funnel.Steps[i].Step,
                Reached = place.Reached,
                Share = Share(place.Reached, first),
                FromPrevious = Share(place.Reached, i == 0 ? first : _places[i - 1].Reached),
                Left = place.Left,
                InProgress = place.InProgress,
                MedianSeconds = place.Waits.Seconds(Median),
                P95Seconds = place.Waits.Seconds(P95),
                After =
                [
                    .. place.After.OrderByDescending(a => a.Value).ThenBy(a => a.Key, StringComparer.Ordinal)
                        .Select(a => new StepAfter(a.Key == FunnelCount.NoValue ? null : a.Key, a.Value)),
                ],
            })],
            Share(_places[^1].Reached, first),
            _whole.Seconds(Median),
            _whole.Seconds(P95));
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : part / (double)whole;

    private sealed class Place
    {
        public long Reached { get; set; }

        public long Left { get; set; }

        public long InProgress { get; set; }

        public DurationSample Waits { get; } = new();

        public Dictionary<string, long> After { get; } = new(StringComparer.Ordinal);

        public void Add(Place other)
        {
            Reached += other.Reached;
            Left += other.Left;
            InProgress += other.InProgress;
            Waits.Add(other.Waits);
            foreach (var (step, count) in other.After)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(After, step, out _) += count;
            }
        }
    }
}
