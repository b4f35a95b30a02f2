namespace SequenceLogging.Testing.InMemory;

/// <summary>A set of numbers as ranges that neither meet nor overlap, in rising order.</summary>
internal sealed class NumberRanges
{
    private readonly List<(long First, long Last)> _ranges = [];

    public IReadOnlyList<(long First, long Last)> Ranges => _ranges;

    public long Count => _ranges.Sum(range => range.Last - range.First + 1);

    /// <summary>Adds a range, which is joined with its neighbours.</summary>
    /// <returns>How many of its numbers were not there before.</returns>
    public long Add(long first, long last)
    {
        if (last < first)
        {
            return 0;
        }

        // From the end, where new numbers come.
        var end = _ranges.Count;
        while (end > 0 && _ranges[end - 1].First > last + 1)
        {
            end--;
        }

        var start = end;
        var (joinedFirst, joinedLast, known) = (first, last, 0L);
        while (start > 0 && _ranges[start - 1].Last >= first - 1)
        {
            var range = _ranges[--start];
            joinedFirst = Math.Min(joinedFirst, range.First);
            joinedLast = Math.Max(joinedLast, range.Last);
            known += Math.Max(0, Math.Min(range.Last, last) - Math.Max(range.First, first) + 1);
        }

        _ranges.RemoveRange(start, end - start);
        _ranges.Insert(start, (joinedFirst, joinedLast));
        return last - first + 1 - known;
    }

    /// <summary>Removes all numbers above one.</summary>
    public void CutAfter(long last)
    {
        _ranges.RemoveAll(range => range.First > last);
        if (_ranges.Count > 0 && _ranges[^1].Last > last)
        {
            _ranges[^1] = (_ranges[^1].First, last);
        }
    }
}
