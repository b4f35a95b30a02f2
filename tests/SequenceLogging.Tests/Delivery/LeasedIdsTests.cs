using System.Collections.Concurrent;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Delivery;

/// <summary>With a block size above 1 a process issues ids by itself.</summary>
public class LeasedIdsTests
{
    private static readonly DateTimeOffset July = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task SequencesBeginUnderTheNumbersOfTheBlocksAndComeToTheStoreWithAllThatIsKnown()
    {
        using var folder = new TempFolder();
        var (log, store, _) = Open(folder, size: 10);
        await using (log)
        {
            for (var i = 1; i <= 25; i++)
            {
                using var scope = log.Sequences.Begin(i, "ann", "en");
                Assert.Equal(new SequenceId(2025, 7, i), scope.SequenceId);
                log.Logger.Information("{StepName}", "One");
            }

            var records = await log.StoredAsync();

            Assert.Equal(Enumerable.Range(1, 25).SelectMany(i => new[] { (RecordKind.Begin, (long)i), (RecordKind.Step, i) }),
                records.Select(r => (r.Kind, r.Sequence.Number)));
            Assert.Equal(
                Enumerable.Range(1, 25).Select(i => ((UserId?)i, (string?)"ann", (string?)"en")),
                log.Store.Sequences.Select(s => (s.Sequence.UserId, s.Sequence.Username, s.Sequence.Language)));
            Assert.All(store.Leased, block => Assert.Equal(10, block.Count));
        }
    }

    [Fact]
    public async Task TheNextBlockIsThereBeforeTheOneInUseIsSpent()
    {
        using var folder = new TempFolder();
        var (log, store, _) = Open(folder, size: 10);
        await using (log)
        {
            for (var i = 0; i < 5; i++)
            {
                log.Sequences.Begin().Dispose();
            }

            await Wait.UntilAsync(() => store.Leased.Count == 2);
            store.Leases = false;

            for (var i = 6; i <= 20; i++)
            {
                Assert.Equal(i, (await log.Sequences.IssueAsync()).Number);
            }
        }
    }

    [Fact]
    public async Task WithoutABlockTheScopeIsPendingAsWithAnyStoreThatIsAway()
    {
        using var folder = new TempFolder();
        var (log, store, _) = Open(folder, size: 10);
        await using (log)
        {
            store.Leases = false;
            using (var scope = log.Sequences.Begin())
            {
                Assert.True(scope.IsPending);
            }

            // The pending one has the first number, or the one behind the block, whichever comes to the store first.
            store.Leases = true;
            Assert.Contains((await log.Sequences.IssueAsync()).Number, new[] { 1L, 2L });
        }
    }

    [Fact]
    public async Task ManyThreadsGetEachNumberOnce()
    {
        using var folder = new TempFolder();
        var (log, _, _) = Open(folder, size: 7);
        var ids = new ConcurrentBag<long>();
        await using (log)
        {
            await Parallel.ForAsync(0, 2_000, async (i, token) =>
            {
                if (i % 2 == 0)
                {
                    using var scope = log.Sequences.Begin();
                    ids.Add(scope.SequenceId.Number);
                }
                else
                {
                    ids.Add((await log.Sequences.IssueAsync(cancellationToken: token)).Number);
                }
            });
        }

        Assert.Equal(Enumerable.Range(1, 2_000).Select(i => (long)i), ids.Order());
    }

    [Fact]
    public async Task AMonthHasItsOwnBlocksAndTheRestOfTheOldOneGoesBack()
    {
        using var folder = new TempFolder();
        var (log, store, clock) = Open(folder, size: 10);
        await using (log)
        {
            Assert.Equal(new SequenceId(2025, 7, 1), await log.Sequences.IssueAsync());
            clock.Set(July.AddMonths(1));
            Assert.Equal(new SequenceId(2025, 8, 1), await log.Sequences.IssueAsync());
            clock.Set(July);
            Assert.Equal(new SequenceId(2025, 7, 2), await log.Sequences.IssueAsync());
        }

        Assert.Equal([new IdBlock(2025, 8, 2, 10), new IdBlock(2025, 7, 3, 10)], store.Returned);
    }

    [Fact]
    public async Task WhatIsLeftGoesBackAtTheEndBehindAllThatWasBegun()
    {
        using var folder = new TempFolder();
        var (log, store, _) = Open(folder, size: 10);
        await using (log)
        {
            for (var i = 0; i < 6; i++)
            {
                log.Sequences.Begin().Dispose();
            }

            await Wait.UntilAsync(() => store.Leased.Count == 2);
        }

        Assert.Equal([new IdBlock(2025, 7, 11, 20), new IdBlock(2025, 7, 7, 10)], store.Returned);
        Assert.Equal(6, log.Store.Sequences.Count);
    }

    [Fact]
    public void WithoutAJournalBlocksAreRefusedSinceAKilledProcessWouldLeaveIdsWithoutSequences()
    {
        var error = Assert.Throws<ArgumentException>(() => SequenceLog.Open(o => o.Use(new InMemoryDouble()).IdBlockSize = 2));

        Assert.Contains("IdBlockSize is 2", error.Message);
        Assert.Contains("JournalPath", error.Message);
    }

    private static (RunningLog Log, LeasingStore Store, ManualTimeProvider Clock) Open(TempFolder folder, int size)
    {
        LeasingStore? store = null;
        var clock = new ManualTimeProvider(July);
        var log = new RunningLog(inner => store = new LeasingStore(inner), o =>
        {
            o.JournalPath = folder.Path;
            o.IdBlockSize = size;
            o.TimeProvider = clock;
        });
        return (log, store!, clock);
    }
}
