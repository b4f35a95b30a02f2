namespace SequenceLogging.LiteDb.Examining;

/// <summary>Numbers, kept as stretches that neither meet nor touch.</summary>
internal sealed class IdRanges
{
    private List<(long First, long Last)> _ranges = [];

    /// <summary>How many numbers there are.</summary>
    public long Count => _ranges.Sum(r => r.Last - r.First + 1);

    /// <summary>Adds stretches of numbers.</summary>
    /// <returns>How many of them were new.</returns>
    public long Add(IEnumerable<(long First, long Last)> ranges)
    {
        var before = Count;
        var joined = new List<(long First, long Last)>();
        foreach (var range in _ranges.Concat(ranges).Where(r => r.Last >= r.First).OrderBy(r => r.First))
        {
            if (joined.Count > 0 && range.First <= joined[^1].Last + 1)
            {
                joined[^1] = (joined[^1].First, Math.Max(joined[^1].Last, range.Last));
            }
            else
            {
                joined.Add(range);
            }
        }

        _ranges = joined;
        return Count - before;
    }
}
