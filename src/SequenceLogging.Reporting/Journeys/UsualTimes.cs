using System.Runtime.InteropServices;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.Reporting.Journeys;

/// <summary>How long the steps of a journey, and the ways between them, usually take: learned from what the store has counted.</summary>
internal sealed class UsualTimes
{
    private readonly Dictionary<(string From, string To), DurationHistogram> _waits = [];
    private readonly Dictionary<string, DurationHistogram> _durations = new(StringComparer.Ordinal);

    public UsualTimes(StepStatistics counted, SequenceDetails journey)
    {
        // A store counts thousands of pairs, and a journey has a few.
        var names = journey.Steps.OrderBy(s => s.Order).Select(s => s.StepName.Value).ToList();
        var (pairs, single) = (names.Zip(names.Skip(1)).ToHashSet(), names.ToHashSet(StringComparer.Ordinal));
        foreach (var transition in counted.Transitions.Where(t => pairs.Contains((t.From.Name, t.To.Name))))
        {
            Add(ref CollectionsMarshal.GetValueRefOrAddDefault(_waits, (transition.From.Name, transition.To.Name), out _), transition.Waits);
        }

        foreach (var step in counted.Steps.Where(s => s.Status is StepStatus.Completed && single.Contains(s.Step.Name)))
        {
            Add(ref CollectionsMarshal.GetValueRefOrAddDefault(_durations, step.Step.Name, out _), step.Durations);
        }

        static void Add(ref DurationHistogram? sum, DurationHistogram counted) => (sum ??= new DurationHistogram()).Add(counted);
    }

    /// <summary>The time from a step to the one behind it; null where it is not known.</summary>
    public UsualTime? Between(SequenceStep from, SequenceStep to) =>
        UsualTime.Of(_waits.GetValueOrDefault((from.StepName.Value, to.StepName.Value)));

    /// <summary>How long a step takes that does what it should; null where it is not known.</summary>
    public UsualTime? Of(SequenceStep step) => UsualTime.Of(_durations.GetValueOrDefault(step.StepName.Value));
}
