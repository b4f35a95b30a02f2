using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Funnels;

/// <summary>
/// Where in a path the steps of a funnel are, so that an attempt need not look at the steps between: a journey may ask for a payment
/// ten thousand times, and each of them may begin an attempt. Used for one path after the other.
/// </summary>
internal sealed class FunnelPlaces
{
    private readonly Dictionary<string, int[]> _places;
    private readonly List<int>[] _at;
    private readonly List<DateTimeOffset>[] _earliest;
    private SequencePath? _path;
    private StepOutcomes _outcomes;

    /// <param name="places">The places in the funnel of each name.</param>
    /// <param name="count">How many places there are.</param>
    public FunnelPlaces(Dictionary<string, int[]> places, int count)
    {
        _places = places;
        _at = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        _earliest = [.. Enumerable.Range(0, count).Select(_ => new List<DateTimeOffset>())];
    }

    /// <summary>Looks through a path.</summary>
    public void Read(SequencePath path)
    {
        _path = path;
        _outcomes = StepOutcomes.Of(path);
        Array.ForEach(_at, at => at.Clear());
        for (var step = 0; step < path.Steps.Count; step++)
        {
            if (_places.TryGetValue(path.Steps[step].Step.Name, out var places) && !_outcomes[step])
            {
                foreach (var place in places)
                {
                    _at[place].Add(step);
                }
            }
        }

        for (var place = 0; place < _at.Length; place++)
        {
            ReadEarliest(place);
        }
    }

    /// <summary>Whether a step is nothing but the outcome of an earlier one.</summary>
    public bool IsOutcome(int step) => _outcomes[step];

    /// <summary>The first step of a place behind a step, not later than a time; -1 where there is none.</summary>
    public int Next(int place, int behind, DateTimeOffset until)
    {
        var at = _at[place];
        var next = at.BinarySearch(behind + 1);
        for (var i = next < 0 ? ~next : next; i < at.Count && _earliest[place][i] <= until; i++)
        {
            if (_path!.Steps[at[i]].Timestamp <= until)
            {
                return at[i];
            }
        }

        return -1;
    }

    /// <summary>The earliest time of each step of a place and those behind it, which clocks may have set back.</summary>
    private void ReadEarliest(int place)
    {
        var earliest = _earliest[place];
        earliest.Clear();
        var least = DateTimeOffset.MaxValue;
        for (var i = _at[place].Count - 1; i >= 0; i--)
        {
            var at = _path!.Steps[_at[place][i]].Timestamp;
            least = at < least ? at : least;
            earliest.Add(least);
        }

        earliest.Reverse();
    }
}
