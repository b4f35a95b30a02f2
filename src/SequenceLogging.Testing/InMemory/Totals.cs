using SequenceLogging.Storage;

namespace SequenceLogging.Testing.InMemory;

/// <summary>What is counted as records arrive.</summary>
internal sealed class Totals
{
    private readonly Dictionary<StepCell, Tally> _steps = [];
    private readonly long[] _sequences = new long[4];

    /// <summary>Steps by month, kind and outcome; what has happened, so it stays when sequences are removed.</summary>
    public IReadOnlyDictionary<StepCell, Tally> Steps => _steps;

    public long Links { get; private set; }

    /// <summary>The newest event, in microseconds since 1970 UTC; null before the first.</summary>
    public long? LastActivity { get; private set; }

    public long SequencesIn(SequenceStatus status) => _sequences[(int)status];

    public void Add(StatisticsDelta delta)
    {
        foreach (var (cell, added) in delta.Steps)
        {
            if (!_steps.TryGetValue(cell, out var tally))
            {
                _steps.Add(cell, tally = new Tally());
            }

            tally.Add(added);
        }

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
}
