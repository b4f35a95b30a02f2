using SequenceLogging.Storage;

namespace SequenceLogging.Testing.InMemory;

/// <summary>What is counted as records arrive.</summary>
internal sealed class Totals
{
    private readonly Dictionary<DayCell, Tally> _days = [];
    private readonly Dictionary<StepCell, Tally> _steps = [];
    private readonly Dictionary<TransitionCell, Tally> _transitions = [];
    private readonly long[] _sequences = new long[4];

    /// <summary>Steps by day, kind and outcome; they stay, too.</summary>
    public IReadOnlyDictionary<DayCell, Tally> Days => _days;

    /// <summary>Steps by month, kind and outcome; what has happened, so it stays when sequences are removed.</summary>
    public IReadOnlyDictionary<StepCell, Tally> Steps => _steps;

    /// <summary>Neighbouring steps by month; they stay, too.</summary>
    public IReadOnlyDictionary<TransitionCell, Tally> Transitions => _transitions;

    public long Links { get; private set; }

    /// <summary>The newest event, in microseconds since 1970 UTC; null before the first.</summary>
    public long? LastActivity { get; private set; }

    public long SequencesIn(SequenceStatus status) => _sequences[(int)status];

    public void Add(StatisticsDelta delta)
    {
        Add(_days, delta.Days);
        Add(_steps, delta.Steps);
        Add(_transitions, delta.Transitions);
        foreach (var status in Enum.GetValues<SequenceStatus>())
        {
            _sequences[(int)status] += delta.SequencesIn(status);
        }

        Links += delta.NewLinks;
        if (delta.LastActivity != long.MinValue)
        {
            LastActivity = Math.Max(LastActivity ?? long.MinValue, delta.LastActivity);
        }
    }

    /// <summary>A sequence leaves the store.</summary>
    public void Remove(StoredSequence sequence)
    {
        _sequences[(int)sequence.State.Status]--;
        Links -= sequence.Links.Count;
    }

    private static void Add<TCell>(Dictionary<TCell, Tally> tallies, IReadOnlyDictionary<TCell, Tally> more)
        where TCell : notnull
    {
        foreach (var (cell, added) in more)
        {
            if (!tallies.TryGetValue(cell, out var tally))
            {
                tallies.Add(cell, tally = new Tally());
            }

            tally.Add(added);
        }
    }
}
