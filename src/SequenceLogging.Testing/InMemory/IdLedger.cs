using SequenceLogging.Storage;

namespace SequenceLogging.Testing.InMemory;

/// <summary>
/// The counters of the months, and of the numbers below them those that may have no sequence. Each number up to a counter was
/// issued, is leased, was passed over, or belonged to a sequence that was removed: none is without a reason.
/// </summary>
internal sealed class IdLedger
{
    /// <summary>In the order in which one reason goes before another where a number has several.</summary>
    private static readonly string[] Reasons = [IdGap.Erased, IdGap.Pruned, IdGap.Skipped, IdGap.Leased];

    private readonly SortedDictionary<(int Year, int Month), MonthOfIds> _months = [];

    /// <summary>The last number of each month, oldest month first.</summary>
    public IEnumerable<(int Year, int Month, long Last)> Counters =>
        _months.Where(month => month.Value.Last > 0).Select(month => (month.Key.Year, month.Key.Month, month.Value.Last));

    /// <summary>The last number of a month; 0 for none.</summary>
    public long LastOf(int year, int month) => _months.GetValueOrDefault((year, month))?.Last ?? 0;

    public void Raise(int year, int month, long last) => MonthOf(year, month).Last = last;

    public void Add(IdGap gap) => MonthOf(gap.Year, gap.Month).Gaps[gap.Reason].Add(gap.First, gap.Last);

    /// <summary>A sequence was removed; its number is not issued again.</summary>
    public void Add(SequenceId id, string reason) => Add(new IdGap(id.Year, id.Month, id.Number, id.Number, reason));

    public IdBlock Lease(int year, int month, int count)
    {
        var numbers = MonthOf(year, month);
        var block = new IdBlock(year, month, numbers.Last + 1, numbers.Last + count);
        numbers.Last = block.Last;
        Add(new IdGap(year, month, block.First, block.Last, IdGap.Leased));
        return block;
    }

    /// <summary>Takes numbers back where they are the last ones, as far as none of them was used.</summary>
    /// <param name="rest">The numbers.</param>
    /// <param name="lastUsed">The highest number of a sequence of that month; 0 for none.</param>
    public void Return(IdBlock rest, long lastUsed)
    {
        var numbers = MonthOf(rest.Year, rest.Month);
        if (rest.Count == 0 || rest.Last != numbers.Last)
        {
            return;
        }

        // A number that somebody has seen is spent, even where the sequence is gone.
        var lastSpent = Reasons.Where(reason => reason != IdGap.Leased)
            .Select(reason => numbers.Gaps[reason].Ranges)
            .Max(ranges => ranges.Count == 0 ? 0 : ranges[^1].Last);
        numbers.Last = Math.Max(rest.First - 1, Math.Max(lastUsed, lastSpent));
        numbers.Gaps[IdGap.Leased].CutAfter(numbers.Last);
    }

    /// <summary>What became of every number.</summary>
    /// <param name="used">All sequences that are in the store.</param>
    public IReadOnlyList<IdAccount> Account(IEnumerable<SequenceId> used)
    {
        var usedOf = used.ToLookup(id => (id.Year, id.Month), id => id.Number);
        return [.. _months.Where(month => month.Value.Last > 0).Select(month => Account(month.Key, month.Value, usedOf[month.Key]))];
    }

    private static IdAccount Account((int Year, int Month) month, MonthOfIds numbers, IEnumerable<long> used)
    {
        var known = new NumberRanges();
        foreach (var number in used)
        {
            known.Add(number, number);
        }

        var count = known.Count;
        var gaps = Reasons
            .Select(reason => (reason, count: numbers.Gaps[reason].Ranges.Sum(range => known.Add(range.First, range.Last))))
            .Where(gap => gap.count > 0)
            .ToDictionary(gap => gap.reason, gap => gap.count);
        return new IdAccount($"{month.Year:D4}-{month.Month:D2}", numbers.Last, count, gaps);
    }

    private MonthOfIds MonthOf(int year, int month)
    {
        if (!_months.TryGetValue((year, month), out var numbers))
        {
            _months.Add((year, month), numbers = new MonthOfIds());
        }

        return numbers;
    }

    private sealed class MonthOfIds
    {
        public long Last { get; set; }

        public Dictionary<string, NumberRanges> Gaps { get; } = Reasons.ToDictionary(reason => reason, _ => new NumberRanges());
    }
}
