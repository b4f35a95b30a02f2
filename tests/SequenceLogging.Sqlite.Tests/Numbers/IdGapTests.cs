using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Schema;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.Numbers;

/// <summary>Stretches of one reason neither overlap nor touch, in whatever order they come.</summary>
public sealed class IdGapTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Database _database;
    private readonly IdGapTable _gaps;

    public IdGapTests()
    {
        _database = Database.OpenWriter(_folder.File("gaps.db"), TimeSpan.FromSeconds(1));
        StoreSchema.Ensure(_database);
        _gaps = new IdGapTable(_database);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void NeighboursOfOneReasonAndMonthAreOne()
    {
        Add(1, 3);
        Add(7, 9);
        Add(4, 6);
        Add(20, 20, IdGap.Skipped);
        _gaps.Add(new IdGap(2025, 8, 10, 12, IdGap.Pruned));
        _gaps.Add(new IdGap(2025, 8, 5, 4, IdGap.Pruned));

        Assert.Equal("2025-7 pruned 1-9, 2025-7 skipped 20-20, 2025-8 pruned 10-12", All());
    }

    [Fact]
    public void IdsInTheirOrderBecomeRuns()
    {
        SequenceId[] ids =
        [
            new(2025, 6, 9), new(2025, 7, 1), new(2025, 7, 2), new(2025, 7, 4), new(2025, 7, 5), new(2025, 8, 6),
        ];
        _gaps.Add(ids, IdGap.Erased);
        _gaps.Add([], IdGap.Erased);

        Assert.Equal("2025-6 erased 9-9, 2025-7 erased 1-2, 2025-7 erased 4-5, 2025-8 erased 6-6", All());
    }

    [Fact]
    public void WhateverIsAddedTheyHoldWhatASetOfNumbersHolds()
    {
        var random = new Random(7);
        var numbers = new SortedSet<long>();
        for (var i = 0; i < 400; i++)
        {
            var first = random.Next(1, 1_000);
            var last = first + random.Next(0, 12);
            Add(first, last);
            numbers.UnionWith(Enumerable.Range(first, last - first + 1).Select(n => (long)n));
            if (i == 200)
            {
                _gaps.Add(new IdGap(2025, 7, 1, 2_000, IdGap.Leased));
                _gaps.CutLeases(2025, 7, 1_500);
            }
        }

        Assert.Equal(string.Join(", ", Runs(numbers).Append((1L, 1_500L)).Select((r, i) =>
            $"2025-7 {(r == (1L, 1_500L) ? "leased" : "pruned")} {r.Item1}-{r.Item2}").OrderBy(t => t.Contains("pruned"))), All());
        Assert.Equal(numbers.Max, _gaps.LastSpent(2025, 7));
    }

    private void Add(long first, long last, string reason = IdGap.Pruned) => _gaps.Add(new IdGap(2025, 7, first, last, reason));

    private string All() => _database.ReadText(
        """
        SELECT group_concat(year || '-' || month || ' ' || reason || ' ' || first || '-' || last, ', ')
          FROM (SELECT * FROM id_gaps ORDER BY year, month, reason, first)
        """)!;

    private static IEnumerable<(long, long)> Runs(SortedSet<long> numbers) =>
        from number in numbers
        where !numbers.Contains(number - 1)
        select (number, Enumerable.Range(0, int.MaxValue).Select(i => number + i).First(n => !numbers.Contains(n + 1)));
}
