using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Funnels;

/// <summary>Finds how far sequences came in a funnel.</summary>
internal sealed class FunnelWalk
{
    private readonly FunnelDefinition _funnel;
    private readonly Dictionary<string, int[]> _places;
    private readonly FunnelPlaces _found;

    public FunnelWalk(FunnelDefinition funnel)
    {
        _funnel = funnel;
        _places = funnel.Steps
            .SelectMany((step, place) => step.Names.Select(name => (name, place)))
            .GroupBy(s => s.name, s => s.place, StringComparer.Ordinal)
            .ToDictionary(s => s.Key, s => s.Distinct().ToArray(), StringComparer.Ordinal);
        _found = new FunnelPlaces(_places, funnel.Steps.Count);
    }

    /// <summary>
    /// The attempt that came furthest. Of several that came as far, the first where it converted, and else the last: that one may
    /// still go on.
    /// </summary>
    public FunnelPass Walk(SequencePath path)
    {
        lock (_found)
        {
            _found.Read(path);
            return Furthest(path);
        }
    }

    private FunnelPass Furthest(SequencePath path)
    {
        var best = FunnelPass.None;
        for (var start = 0; start < path.Steps.Count; start++)
        {
            if (!MayBegin(path, start))
            {
                continue;
            }

            var pass = Attempt(path, start);
            best = pass.Reached >= Math.Max(1, best.Reached) ? pass : best;

            // Where neither time nor neighbourhood is asked for, no later attempt comes further than the first.
            if (best.Reached == _funnel.Steps.Count || (_funnel.Window is null && _funnel.Order is not FunnelOrder.Strict))
            {
                break;
            }
        }

        return best;
    }

    private bool MayBegin(SequencePath path, int start) =>
        _places.TryGetValue(path.Steps[start].Step.Name, out var places)
        && (places[0] == 0 || _funnel.Order is FunnelOrder.Any)
        && !_found.IsOutcome(start);

    private FunnelPass Attempt(SequencePath path, int start) => _funnel.Order switch
    {
        FunnelOrder.Strict => Strict(path, start),
        FunnelOrder.Any => InAnyOrder(path, start),
        _ => Ordered(path, start),
    };

    private FunnelPass Ordered(SequencePath path, int start)
    {
        var at = new List<int>(_funnel.Steps.Count) { start };
        var until = End(path, start);
        while (at.Count < _funnel.Steps.Count && _found.Next(at.Count, at[^1], until) is >= 0 and var next)
        {
            at.Add(next);
        }

        return new FunnelPass(start, at);
    }

    private FunnelPass Strict(SequencePath path, int start)
    {
        var at = new List<int>(_funnel.Steps.Count) { start };
        for (var i = start + 1; i < path.Steps.Count && at.Count < _funnel.Steps.Count; i++)
        {
            if (_found.IsOutcome(i))
            {
                continue;
            }

            if (!IsAt(path, i, at.Count) || !IsInTime(path, start, i))
            {
                break;
            }

            at.Add(i);
        }

        return new FunnelPass(start, at);
    }

    /// <summary>A step is reached when it and all before it in the funnel were made: where the last of them was.</summary>
    private FunnelPass InAnyOrder(SequencePath path, int start)
    {
        // One step makes one place: of places with the same name the first takes the first step.
        var made = new int[_funnel.Steps.Count];
        var until = End(path, start);
        for (var place = 0; place < made.Length; place++)
        {
            made[place] = _found.Next(place, start - 1, until);
            while (made[place] >= 0 && made.AsSpan(0, place).Contains(made[place]))
            {
                made[place] = _found.Next(place, made[place], until);
            }
        }

        var at = new List<int>(made.Length);
        for (var last = 0; at.Count < made.Length && made[at.Count] >= 0;)
        {
            last = Math.Max(last, made[at.Count]);
            at.Add(last);
        }

        return new FunnelPass(start, at);
    }

    private bool IsAt(SequencePath path, int step, int place) =>
        _places.TryGetValue(path.Steps[step].Step.Name, out var places) && Array.IndexOf(places, place) >= 0;

    private bool IsInTime(SequencePath path, int start, int step) => path.Steps[step].Timestamp <= End(path, start);

    /// <summary>Until when the steps of an attempt count.</summary>
    private DateTimeOffset End(SequencePath path, int start)
    {
        var begin = path.Steps[start].Timestamp;
        return _funnel.Window is { } window && window < DateTimeOffset.MaxValue - begin ? begin + window : DateTimeOffset.MaxValue;
    }
}
