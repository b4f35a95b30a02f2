using SequenceLogging.Delivery;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Delivery;

/// <summary>What a process does that says nothing of blocks: ids one by one, and by the block while it begins many sequences.</summary>
public class LeasesByThePaceTests
{
    private static readonly DateTimeOffset July = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task FewSequencesAreInTheStoreWhenBeginReturns()
    {
        using var folder = new TempFolder();
        await using var log = Open(folder, out var clock);

        for (var i = 1; i <= 100; i++)
        {
            using var scope = log.Sequences.Begin();
            Assert.Equal(i, scope.SequenceId.Number);
            Assert.Equal(scope.SequenceId, log.Store.Sequences[^1].Id);
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Empty(await log.StoredAsync());
    }

    [Fact]
    public async Task ManyDoNotWaitForTheStoreAndHaveContiguousIds()
    {
        using var folder = new TempFolder();
        await using var log = Open(folder, out _);

        for (var i = 1; i <= 5_000; i++)
        {
            using var scope = log.Sequences.Begin(i);
            Assert.Equal(i, scope.SequenceId.Number);
        }

        var beginnings = await log.StoredAsync();
        Assert.InRange(beginnings.Count, 4_900, 4_999);
        Assert.All(beginnings, r => Assert.Equal(RecordKind.Begin, r.Kind));
        Assert.Equal(5_000, log.Store.Sequences.Count);
    }

    [Fact]
    public async Task WithoutAJournalEachIsInTheStoreWhenBeginReturns()
    {
        using var folder = new TempFolder();
        await using var log = Open(folder, out _, o => o.UseJournal = false);

        for (var i = 1; i <= 500; i++)
        {
            log.Sequences.Begin(i).Dispose();
            Assert.Equal(i, log.Store.Sequences.Count);
        }
    }

    [Fact]
    public async Task WhatThePaceNoLongerNeedsGoesBackWithinSecondsAndTheNextIdIsTheNextNumber()
    {
        using var folder = new TempFolder();
        await using var log = Open(folder, out var clock);
        for (var i = 1; i <= 1_000; i++)
        {
            log.Sequences.Begin().Dispose();
        }

        Assert.True((await log.Sequences.FlushAsync(TimeSpan.FromSeconds(30))).IsComplete);
        await Wait.UntilAsync(() => LastNumber(log) == 1_000);

        // Nobody waits for numbers that another process could have.
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1_001, (await log.Sequences.Store.CreateAsync(new NewSequence { CreatedAt = July })).Number);
        Assert.Equal(1_002, (await log.Sequences.IssueAsync()).Number);
    }

    [Fact]
    public async Task WhereThereIsNoRoomForTheBeginningTheStoreIsAskedAndNothingIsDropped()
    {
        using var folder = new TempFolder();
        SlowStore? slow = null;
        await using var log = Open(
            folder,
            out _,
            o =>
            {
                o.QueueRecords = 1_000;
                o.Overflow = OverflowPolicy.Drop;
            },
            store => slow = new SlowStore(store));

        for (var i = 1; i <= 3_000; i++)
        {
            using var scope = log.Sequences.Begin(i);
            Assert.False(scope.IsPending);
        }

        Assert.InRange(log.Store.Sequences.Count, 1_500, 2_100);
        slow!.LetGo();
        Assert.True((await log.Sequences.FlushAsync(TimeSpan.FromSeconds(30))).IsComplete);
        Assert.Equal(0, log.Sequences.Delivery.Dropped);
        Assert.Equal(3_000, log.Store.Sequences.Count);
        Assert.Equal(Enumerable.Range(1, 3_000), log.Store.Sequences.Select(s => int.Parse(s.Sequence.UserId!.Value.Value, null)).Order());
    }

    private static long LastNumber(RunningLog log) =>
        log.Sequences.Store.Reader.ExamineAsync().AsTask().GetAwaiter().GetResult().Ids.Single().Last;

    private static RunningLog Open(
        TempFolder folder,
        out ManualTimeProvider clock,
        Action<SequenceLogOptions>? configure = null,
        Func<InMemoryDouble, ISequenceStore>? around = null)
    {
        var manual = clock = new ManualTimeProvider(July);
        return new RunningLog(around, o =>
        {
            o.JournalPath = folder.Path;
            o.TimeProvider = manual;
            configure?.Invoke(o);
        });
    }
}
