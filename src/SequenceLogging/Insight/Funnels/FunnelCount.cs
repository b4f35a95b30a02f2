using System.Runtime.InteropServices;
using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Funnels;

/// <summary>Counts how far sequences came in a funnel, together and by group.</summary>
internal sealed class FunnelCount(FunnelDefinition funnel, DateTimeOffset now)
{
    /// <summary>Stands for no value where a dictionary needs one; no text from a store is this, which is half a character.</summary>
    public const string NoValue = "\uDC00";

    /// <summary>So many groups are counted one by one; sequences of a value that comes after them are counted with the others.</summary>
    private const int MostGroups = 10_000;

    private readonly FunnelWalk _walk = new(funnel);
    private readonly FunnelTally _all = new(funnel);
    private readonly Dictionary<string, FunnelTally> _groups = new(StringComparer.Ordinal);
    private readonly FunnelTally _rest = new(funnel);

    public void Add(SequencePath path)
    {
        var pass = _walk.Walk(path);
        _all.Add(path, pass, now);
        if (funnel.By is { } by)
        {
            TallyOf(by.ValueOf(path.Header) ?? NoValue).Add(path, pass, now);
        }
    }

    public FunnelReport ToReport(SequenceQuery query) => new()
    {
        Funnel = funnel,
        Query = query,
        AsOf = now,
        All = _all.ToResult(),
        Groups = funnel.By is { } by ? ToGroups(by.Top) : [],
    };

    private FunnelTally TallyOf(string value)
    {
        if (_groups.Count >= MostGroups)
        {
            return _groups.GetValueOrDefault(value, _rest);
        }

        return CollectionsMarshal.GetValueRefOrAddDefault(_groups, value, out _) ??= new FunnelTally(funnel);
    }

    private List<FunnelGroup> ToGroups(int top)
    {
        var ordered = _groups.OrderByDescending(g => g.Value.Sequences).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var group in ordered.Skip(top))
        {
            _rest.Add(group.Value);
        }

        var told = ordered.Take(top).Select(g => new FunnelGroup(g.Key == NoValue ? null : g.Key, false, g.Value.ToResult())).ToList();
        if (_rest.Sequences > 0)
        {
            told.Add(new FunnelGroup(null, true, _rest.ToResult()));
        }

        return told;
    }
}
