using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

/// <summary>
/// Does to a store at random all that issues, takes and frees numbers, and notes for each number by itself what became of it:
/// slow, simple, and independent of how stores keep their account.
/// </summary>
internal sealed class LifeOfNumbers(int seed)
{
    private static readonly DateTimeOffset Start = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Priority = [IdGap.Erased, IdGap.Pruned, IdGap.Skipped, IdGap.Leased];

    private readonly Random _random = new(seed);
    private readonly Dictionary<int, Month> _months = new() { [7] = new(), [8] = new() };
    private readonly List<IdBlock> _blocks = [];
    private readonly Dictionary<SequenceId, (string User, bool IsEnded)> _sequences = [];
    private int _batches;

    public async Task GoOnAsync(ISequenceStore store)
    {
        switch (_random.Next(10))
        {
            case 0 or 1: await CreateAsync(store); break;
            case 2: await LeaseAsync(store); break;
            case 3: await ReturnAsync(store); break;
            case 4 or 5: await BeginLeasedAsync(store); break;
            case 6: await AdoptAsync(store); break;
            case 7: await EndAsync(store); break;
            case 8: await PruneAsync(store); break;
            default: await EraseAsync(store); break;
        }
    }

    public void AssertAgrees(IReadOnlyList<IdAccount> accounts, IReadOnlyList<MonthCounter> counters)
    {
        var months = _months.Where(m => m.Value.Last > 0).OrderBy(m => m.Key).ToList();
        Assert.Equal(months.Select(m => new MonthCounter($"2025-{m.Key:D2}", m.Value.Last)), counters);
        Assert.Equal(counters, accounts.Select(a => new MonthCounter(a.Month, a.Last)));
        foreach (var (account, month) in accounts.Zip(months))
        {
            var used = _sequences.Keys.Where(id => id.Month == month.Key).Select(id => id.Number).ToHashSet();
            var gaps = Enumerable.Range(1, (int)month.Value.Last)
                .Where(number => !used.Contains(number))
                .GroupBy(number => Priority.First(month.Value.Reasons[number].Contains), (reason, all) => (reason, all.LongCount()))
                .ToDictionary(gap => gap.reason, gap => gap.Item2);
            Assert.Equal((used.Count, 0), (account.Used, account.Unexplained));
            Assert.Equal(gaps, account.Gaps.Where(gap => gap.Value != 0).ToDictionary());
        }
    }

    private async Task CreateAsync(ISequenceStore store)
    {
        var (at, user) = (AnyTime(), AnyUser());
        var id = await store.CreateAsync(new NewSequence { CreatedAt = at, UserId = user });
        Assert.Equal(_months[at.Month].Last + 1, id.Number);
        _months[at.Month].Last++;
        _sequences.Add(id, (user, false));
    }

    private async Task LeaseAsync(ISequenceStore store)
    {
        var at = AnyTime();
        var block = await store.LeaseIdsAsync(at, _random.Next(1, 30));
        Assert.Equal(_months[at.Month].Last + 1, block.First);
        _months[at.Month].Note(block.First, block.Last, IdGap.Leased);
        _blocks.Add(block);
    }

    private async Task ReturnAsync(ISequenceStore store)
    {
        if (TakeAny(_blocks) is not { } block)
        {
            return;
        }

        await store.ReturnIdsAsync(block);
        var month = _months[block.Month];
        if (month.Last == block.Last && block.Count > 0)
        {
            // Numbers of a block are shown by this life alone, from the first on.
            month.Forget(block.First);
        }
    }

    private async Task BeginLeasedAsync(ISequenceStore store)
    {
        if (TakeAny(_blocks) is not { Count: > 0 } block)
        {
            return;
        }

        var (id, user) = (new SequenceId(block.Year, block.Month, block.First), AnyUser());
        await store.AppendAsync(NextBatch().Begin(id, Start, new NewSequence { CreatedAt = Start, UserId = user }));
        _sequences.Add(id, (user, false));
        _blocks.Add(block with { First = block.First + 1 });
    }

    /// <summary>A number above the counter, or one that is not used, but no leased one: those are this life's to begin.</summary>
    private async Task AdoptAsync(ISequenceStore store)
    {
        var (number, month) = Pick(_months.ToList());
        var target = _random.Next(1, (int)month.Last + 20);
        var id = new SequenceId(2025, number, target);
        if (_blocks.Any(b => b.Month == number && b.First <= target && target <= b.Last) || _sequences.ContainsKey(id))
        {
            return;
        }

        await store.AppendAsync(NextBatch().Step(id, "Adopted", Start));
        if (target > month.Last)
        {
            month.Note(month.Last + 1, target - 1, IdGap.Skipped);
            month.Last = target;
        }

        _sequences.Add(id, ("", false));
    }

    private async Task EndAsync(ISequenceStore store)
    {
        foreach (var (id, sequence) in _sequences.Where(_ => _random.Next(3) == 0).ToList())
        {
            await store.AppendAsync(NextBatch().Status(id, SequenceStatus.Completed, Start));
            _sequences[id] = sequence with { IsEnded = true };
        }
    }

    private async Task PruneAsync(ISequenceStore store)
    {
        var query = new PruneQuery { IdleSince = Start.AddYears(1), Limit = _random.Next(1, 10) };
        while ((await store.PruneAsync(query)).Next is { } next)
        {
            query = query with { After = next };
        }

        Remove(sequence => sequence.IsEnded, IdGap.Pruned);
    }

    private async Task EraseAsync(ISequenceStore store)
    {
        var user = AnyUser();
        await store.EraseUserAsync(user);
        Remove(sequence => sequence.User == user, IdGap.Erased);
    }

    private void Remove(Predicate<(string User, bool IsEnded)> goes, string reason)
    {
        foreach (var id in _sequences.Where(s => goes(s.Value)).Select(s => s.Key).ToList())
        {
            _sequences.Remove(id);
            _months[id.Month].Note(id.Number, id.Number, reason);
        }
    }

    private Batch NextBatch() => new(FormattableString.Invariant($"batch {++_batches}"));

    private DateTimeOffset AnyTime() => Start.AddMonths(_random.Next(2));

    private string AnyUser() => $"user {_random.Next(4)}";

    private IdBlock? TakeAny(List<IdBlock> blocks)
    {
        if (blocks.Count == 0)
        {
            return null;
        }

        var block = Pick(blocks);
        blocks.Remove(block);
        return block;
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    /// <summary>What is known of each number of a month.</summary>
    private sealed class Month
    {
        public long Last { get; set; }

        public Dictionary<long, HashSet<string>> Reasons { get; } = [];

        public void Note(long first, long last, string reason)
        {
            for (var number = first; number <= last; number++)
            {
                if (!Reasons.TryGetValue(number, out var reasons))
                {
                    Reasons.Add(number, reasons = []);
                }

                reasons.Add(reason);
                Last = Math.Max(Last, number);
            }
        }

        /// <summary>Numbers from this one on were given back.</summary>
        public void Forget(long first)
        {
            for (; Last >= first; Last--)
            {
                Reasons.Remove(Last);
            }
        }
    }
}
