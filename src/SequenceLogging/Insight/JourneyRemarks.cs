using System.Globalization;
using System.Runtime.InteropServices;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.Insight;

/// <summary>Says what is unusual in a journey, step by step: from what the store has counted and from the journey alone.</summary>
public sealed class JourneyRemarks
{
    /// <summary>What fewer earlier ones did is not usual yet.</summary>
    private const long LeastSample = 30;

    private const double P95 = 0.95, Factor = 3;

    /// <summary>Steps of a program follow each other within milliseconds, and three times that is nothing to look at.</summary>
    private static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string From, string To), DurationHistogram> _waits = [];

    /// <summary>Learns what is usual.</summary>
    /// <param name="statistics">The counts of some months.</param>
    public JourneyRemarks(StepStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        foreach (var transition in statistics.Transitions)
        {
            ref var waits = ref CollectionsMarshal.GetValueRefOrAddDefault(_waits, (transition.From.Name, transition.To.Name), out _);
            (waits ??= new DurationHistogram()).Add(transition.Waits);
        }
    }

    /// <summary>What is unusual in a journey, in the order of its steps.</summary>
    public IReadOnlyList<JourneyRemark> On(SequenceDetails journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        var remarks = new List<JourneyRemark>();
        var order = new StepOrder();
        SequenceStep? before = null;
        foreach (var step in journey.Steps.OrderBy(s => s.Order))
        {
            if (before is not null && Wait(before, step) is { } wait)
            {
                remarks.Add(wait);
            }

            if (order.Next(step) is { } remark)
            {
                remarks.Add(remark);
            }

            before = step;
        }

        return remarks;
    }

    private JourneyRemark? Wait(SequenceStep from, SequenceStep to)
    {
        var waited = to.Timestamp - from.Timestamp;
        return waited >= LeastWait
            && _waits.TryGetValue((from.StepName.Value, to.StepName.Value), out var usual)
            && usual.Count >= LeastSample
            && usual.Quantile(P95) is { } most
            && waited.TotalMilliseconds > most * Factor
                ? new JourneyRemark(to.Order, JourneyRemarkKind.LongWait, $"long wait: {WaitText.Usual(usual, usual.Count, most)}")
                : null;
    }

    /// <summary>Follows the steps through their flows.</summary>
    private sealed class StepOrder
    {
        private readonly Dictionary<string, int> _times = new(StringComparer.Ordinal);
        private readonly HashSet<string> _started = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Round> _rounds = new(StringComparer.Ordinal);
        private string? _toldAgain; // the step that was said to be made again, as long as no other comes

        public JourneyRemark? Next(SequenceStep step)
        {
            var name = step.StepName.Value;
            _toldAgain = _toldAgain == name ? name : null;

            // A step that tells its start and its end is one step.
            if (step.Status is not StepStatus.Started && _started.Remove(name))
            {
                return null;
            }

            if (step.Status is StepStatus.Started)
            {
                _started.Add(name);
            }

            var times = _times[name] = _times.GetValueOrDefault(name) + 1;
            var round = step.StepName is { Flow: { } flow, Ordinal: { } ordinal } ? Enter(flow, ordinal) : null;
            if (round is { IsNew: true, Number: > 1 })
            {
                round.Made.Add(name);
                return new JourneyRemark(
                    step.Order, JourneyRemarkKind.Restarted, $"{step.Flow} begins again, for the {Nth(round.Number)} time");
            }

            if (round is not null ? !round.Made.Add(name) : times > 1)
            {
                // Of a step that is asked for every ten seconds once is enough.
                var isTold = _toldAgain is not null;
                _toldAgain = name;
                return isTold ? null : new JourneyRemark(step.Order, JourneyRemarkKind.Repeated, $"made for the {Nth(times)} time");
            }

            return round is not null && step.StepName.Ordinal < round.Highest
                ? new JourneyRemark(step.Order, JourneyRemarkKind.OutOfOrder, $"out of order: behind step {round.Highest} of {step.Flow}")
                : null;
        }

        // Whoever comes back to where the flow began goes through it once more: each post of a campaign does.
        private Round Enter(string flow, int ordinal)
        {
            var known = _rounds.GetValueOrDefault(flow);
            if (known is null || (ordinal <= known.First && ordinal < known.Highest))
            {
                return _rounds[flow] = new Round(ordinal, (known?.Number ?? 0) + 1) { Highest = ordinal, IsNew = true, Made = [] };
            }

            known.IsNew = false;
            known.Highest = Math.Max(known.Highest, ordinal);
            return known;
        }

        private static string Nth(int number) => string.Create(CultureInfo.InvariantCulture, $"{number:N0}") + (number % 100, number % 10) switch
        {
            (11 or 12 or 13, _) => "th",
            (_, 1) => "st",
            (_, 2) => "nd",
            (_, 3) => "rd",
            _ => "th",
        };

        private sealed record Round(int First, int Number)
        {
            public required int Highest { get; set; }

            public required bool IsNew { get; set; }

            public required HashSet<string> Made { get; init; }
        }
    }
}
