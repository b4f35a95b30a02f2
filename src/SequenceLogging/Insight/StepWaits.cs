using SequenceLogging.Statistics;

namespace SequenceLogging.Insight;

/// <summary>
/// How long journeys usually wait behind a step before they go on, learned from what the store counted. A step that is made
/// again is no going on: a payment that is asked for every ten seconds still waits.
/// </summary>
public sealed class StepWaits
{
    private readonly Dictionary<string, UsualWait> _waits;

    private StepWaits(Dictionary<string, UsualWait> waits) => _waits = waits;

    /// <summary>Learns from the counts of some months.</summary>
    public static StepWaits Learn(StepStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        var made = statistics.Steps
            .GroupBy(s => s.Step.Name, s => s.Count, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(), StringComparer.Ordinal);
        return new StepWaits(statistics.Transitions
            .GroupBy(t => t.From.Name, StringComparer.Ordinal)
            .Select(from => Learn(from.Key, [.. from], made.GetValueOrDefault(from.Key)))
            .OfType<UsualWait>()
            .ToDictionary(w => w.Step, StringComparer.Ordinal));
    }

    /// <summary>What is usual behind a step; null where no journey has ever gone on from it.</summary>
    public UsualWait? After(string step) => _waits.GetValueOrDefault(step);

    private static UsualWait? Learn(string step, StepTransition[] transitions, long made)
    {
        var waits = new DurationHistogram();
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var repeats = 0L;
        foreach (var transition in transitions)
        {
            if (transition.To.Name == step)
            {
                repeats += transition.Count;
                continue;
            }

            waits.Add(transition.Waits);
            counts[transition.To.Name] = counts.GetValueOrDefault(transition.To.Name) + transition.Count;
        }

        if (waits.Count == 0)
        {
            return null;
        }

        // Of two steps that are equally frequent the same one each time, whatever the order of the counts.
        var next = counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).First();
        var sample = counts.Values.Sum();
        return new UsualWait(
            step, next.Key, next.Value / (double)sample, sample, Math.Min(1, sample / (double)Math.Max(1, made - repeats)), waits);
    }
}

/// <summary>What usually happens behind a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Next">The step that follows most often.</param>
/// <param name="ShareOfNext">How often it is that one, of all that went on; from 0 to 1.</param>
/// <param name="Sample">How many went on.</param>
/// <param name="ShareGoingOn">What share of all that made the step went on; from 0 to 1.</param>
/// <param name="Waits">How long they took for it.</param>
public sealed record UsualWait(
    string Step, string Next, double ShareOfNext, long Sample, double ShareGoingOn, DurationHistogram Waits);
