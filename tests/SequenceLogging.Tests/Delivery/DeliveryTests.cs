using SequenceLogging.Delivery;
using SequenceLogging.Storage;
using Serilog;
using Serilog.Events;

namespace SequenceLogging.Tests.Delivery;

/// <summary>From the log call into the store. The books are checked at the end of each test, by <see cref="RunningLog"/>.</summary>
public class DeliveryTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task TheOrderOfEmissionIsKept()
    {
        await using var log = new RunningLog();
        LogSteps(log, 1, 5_000);

        var records = await log.StoredAsync();

        Assert.Equal(Names(1, 5_000), records.Select(r => r.Name));
        Assert.Equal(records.Select(r => r.Position).Order(), records.Select(r => r.Position));
    }

    [Fact]
    public async Task ManyThreadsLoseNothingAndKeepTheOrderOfEachSequence()
    {
        await using var log = new RunningLog();
        var threads = Enumerable.Range(1, 8).Select(t => new Thread(() =>
        {
            using var scope = log.Sequences.Resume(new SequenceId(2025, 7, t));
            for (var i = 1; i <= 2_000; i++)
            {
                log.Logger.Information("{StepName}", $"Step {i}");
            }
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());

        var bySequence = (await log.StoredAsync()).GroupBy(r => r.Sequence).ToArray();

        Assert.Equal(8, bySequence.Length);
        Assert.All(bySequence, s => Assert.Equal(Names(1, 2_000), s.Select(r => r.Name)));
    }

    [Fact]
    public async Task WhatArrivesMeanwhileIsOneBatchUpToItsSize()
    {
        SlowStore? slow = null;
        await using var log = new RunningLog(s => slow = new SlowStore(s), o => o.BatchSize = 100);
        LogSteps(log, 1, 1);
        await slow!.Reached.WaitAsync(Long);
        LogSteps(log, 2, 251);

        slow.LetGo();
        await log.StoredAsync();

        Assert.Equal([1, 100, 100, 50], log.Store.Batches);
    }

    [Fact]
    public async Task AFlushCompletesWhenAllIsStoredAndNotBefore()
    {
        SlowStore? slow = null;
        await using var log = new RunningLog(s => slow = new SlowStore(s));
        LogSteps(log, 1, 3);

        var early = await log.Sequences.FlushAsync(Soon);
        Assert.False(early.IsComplete);
        Assert.Equal((3, 3, 0), (early.Counts.Emitted, early.Counts.Pending, early.Counts.Stored));
        Books.MustBalance(early.Counts);

        var flush = log.Sequences.FlushAsync(Long).AsTask();
        Assert.False(flush.IsCompleted);
        slow!.LetGo();
        var late = await flush;

        Assert.True(late.IsComplete);
        Assert.Equal((3, 0, 3), (late.Counts.Emitted, late.Counts.Pending, late.Counts.Stored));
        Assert.Equal(3, log.Store.Records.Count);
    }

    [Fact]
    public async Task AFlushWaitsForNoCompanyAndWithNothingToDoNotAtAll()
    {
        await using var log = new RunningLog(configure: o => o.BatchDelay = TimeSpan.FromSeconds(10));
        Assert.True(log.Sequences.FlushAsync(Long).AsTask().IsCompletedSuccessfully);
        LogSteps(log, 1, 1);

        var flush = await log.Sequences.FlushAsync(TimeSpan.FromSeconds(8));

        Assert.True(flush.IsComplete);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)] // soon behind a batch the writer looks by itself
    [InlineData(400)] // later it sleeps until it is woken
    public async Task StepsAreStoredWithoutAFlushWheneverTheyComeBehindABatch(int milliseconds)
    {
        await using var log = new RunningLog();
        for (var step = 1; step <= 3; step++)
        {
            LogSteps(log, step, step);

            var stored = step;
            await Wait.UntilAsync(() => log.Sequences.Delivery.Stored == stored);
            await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task AFlushCanBeGivenUp()
    {
        SlowStore? slow = null;
        await using var log = new RunningLog(s => slow = new SlowStore(s));
        LogSteps(log, 1, 1);
        using var cancel = new CancellationTokenSource(Soon);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await log.Sequences.FlushAsync(Long, cancel.Token));

        slow!.LetGo();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AStoreThatComesBackGetsEverythingExactlyOnce(bool failsBehindTheCommit)
    {
        await using var log = new RunningLog(s => new ThrowingStore(s, failures: 3, failsBehindTheCommit));
        LogSteps(log, 1, 300);

        var records = await log.StoredAsync();

        Assert.Equal(Names(1, 300), records.Select(r => r.Name));
        Assert.Equal((300, 0, 0), (log.Sequences.Delivery.Stored, log.Sequences.Delivery.Rejected, log.Sequences.Delivery.Dropped));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)] // while the store has other troubles, too
    public async Task ABadRecordIsSetAsideAndItsNeighboursAreStored(int failures)
    {
        SlowStore? slow = null;
        await using var log = new RunningLog(s =>
            slow = new SlowStore(new ThrowingStore(new RefusingStore(s, r => r.Name!.StartsWith("Bad", StringComparison.Ordinal)), failures)));
        LogSteps(log, 1, 1);
        await slow!.Reached.WaitAsync(Long);
        using (log.Sequences.Resume(RunningLog.Id))
        {
            log.Logger.Information("{StepName}", "Bad first");
            LogSteps(log, 2, 50);
            log.Logger.Information("{StepName}", "Bad");
            log.Logger.Information("{StepName}", "Bad neighbour");
            LogSteps(log, 51, 100);
            log.Logger.Information("{StepName}", "Bad last");
        }

        slow.LetGo();
        var records = await log.StoredAsync();

        Assert.Equal(Names(1, 100), records.Select(r => r.Name));
        Assert.Equal(4, log.Sequences.Delivery.RejectedBy["refused_by_store"]);
    }

    [Fact]
    public async Task WithAJournalAllOfThisHoldsAndTheJournalIsEmptyAtItsEnd()
    {
        using var folder = new TempFolder();
        var log = new RunningLog(
            s => new ThrowingStore(new RefusingStore(s, r => r.Name is "Bad"), failures: 2, writesFirst: true),
            o => o.JournalPath = folder.Path);
        using (log.Sequences.Resume(RunningLog.Id))
        {
            LogSteps(log, 1, 500);
            log.Logger.Information("{StepName}", "Bad");
            LogSteps(log, 501, 1_000);
        }

        Assert.Equal(Names(1, 1_000), (await log.StoredAsync()).Select(r => r.Name));
        Assert.NotEmpty(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
        await log.DisposeAsync();

        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task AFullQueueDropsAfterItsWaitAndCounts()
    {
        SlowStore? slow = null;
        await using var log = new RunningLog(s => slow = new SlowStore(s), o =>
        {
            o.QueueBytes = 1 << 20;
            o.FullWait = TimeSpan.FromMilliseconds(5);
        });
        LogSteps(log, 1, 1);
        await slow!.Reached.WaitAsync(Long);

        LogLargeSteps(log, 100);
        var full = log.Sequences.Delivery;
        Assert.InRange(full.DroppedBy["queue_full"], 50, 99);
        Assert.Equal((101, 101 - full.Dropped), (full.Emitted, full.Pending));
        slow.LetGo();

        Assert.Equal(101 - full.Dropped, (await log.StoredAsync()).Count);
        LogLargeSteps(log, 1); // there is room again
        Assert.Equal(full.Dropped, (await log.Sequences.FlushAsync(Long)).Counts.Dropped);
    }

    [Fact]
    public async Task AFullQueueWaitsForRoomAndTheBooksBalanceMeanwhile()
    {
        SlowStore? slow = null;
        await using var log = new RunningLog(s => slow = new SlowStore(s), o =>
        {
            o.QueueBytes = 1 << 20;
            o.FullWait = TimeSpan.FromSeconds(60);
        });
        LogSteps(log, 1, 1);
        await slow!.Reached.WaitAsync(Long);

        var writing = Task.Run(() => LogLargeSteps(log, 100));
        Assert.NotSame(writing, await Task.WhenAny(writing, Task.Delay(300)));
        Books.MustBalance(log.Sequences.Delivery);
        slow.LetGo();
        await writing.WaitAsync(Long);

        Assert.Equal(101, (await log.StoredAsync()).Count);
        Assert.Equal(0, log.Sequences.Delivery.Dropped);
    }

    [Fact]
    public async Task AFullQueueDoesNotWaitForCompany()
    {
        await using var log = new RunningLog(configure: o =>
        {
            o.QueueBytes = 1 << 20;
            o.FullWait = TimeSpan.FromSeconds(2);
            o.BatchDelay = TimeSpan.FromSeconds(10);
        });

        LogLargeSteps(log, 100);

        Assert.Equal(0, log.Sequences.Delivery.Dropped);
    }

    [Fact]
    public async Task AClosedLogDropsAndCounts()
    {
        await using var log = new RunningLog();
        LogSteps(log, 1, 2);
        await log.Sequences.DisposeAsync();

        log.Logger.Information("{StepName} {SequenceId}", "Too late", RunningLog.Id);
        log.Sequences.Complete(RunningLog.Id);

        Assert.Equal(2, log.Sequences.Delivery.DroppedBy["closed"]);
        Assert.Equal(Names(1, 2), log.Store.Records.Select(r => r.Name));
    }

    [Fact]
    public async Task DisposingWritesWhatIsOnItsWayAndClosesTheStore()
    {
        var log = new RunningLog(configure: o => o.BatchDelay = TimeSpan.FromSeconds(10));
        LogSteps(log, 1, 5_000);

        await log.DisposeAsync();

        Assert.Equal(Names(1, 5_000), log.Store.Records.Select(r => r.Name));
        Assert.True(log.Store.IsDisposed);
    }

    [Fact]
    public async Task DisposingGivesUpAfterTheShutdownTimeoutAndSaysWhatIsLeft()
    {
        var store = new InMemoryDouble();
        var slow = new SlowStore(store);
        var sequences = SequenceLog.Open(o =>
        {
            o.Use(slow);
            o.ShutdownTimeout = Soon;
        });
        sequences.Complete(RunningLog.Id);

        await sequences.DisposeAsync().AsTask().WaitAsync(Long);

        Assert.Equal((1, 1, 0), (sequences.Delivery.Emitted, sequences.Delivery.Pending, sequences.Delivery.Stored));
        Books.MustBalance(sequences.Delivery);
        slow.LetGo();
    }

    [Fact]
    public async Task AValueThatLogsWhileItIsReadGetsItsOwnRecord()
    {
        await using var log = new RunningLog();
        using (log.Sequences.Resume(RunningLog.Id))
        {
            log.Logger.Write(new LogEvent(
                DateTimeOffset.UnixEpoch, LogEventLevel.Information, null, MessageTemplate.Empty,
                [
                    new LogEventProperty("StepName", new ScalarValue("Outer")),
                    new LogEventProperty("Value", new ScalarValue(new LoggingValue(log.Logger))),
                ]));
        }

        var records = await log.StoredAsync();

        Assert.Equal(["Inner", "Outer"], records.Select(r => r.Name));
        Assert.Equal("""{"Value":"logged"}""", records[1].Metadata);
    }

    [Fact]
    public async Task WhatIsRejectedReachesTheBooksOfTheStoreWithoutAnyRecord()
    {
        await using var log = new RunningLog();

        log.Logger.Information("{StepName} {LinkComponent}", "Nobody's", "ads:ad:87");
        await log.StoredAsync();

        Assert.Equal((2, 2), (log.Store.Emitted, log.Store.NotedAs(RecordKind.Rejected)));
    }

    [Fact]
    public async Task WhatIsStoredOnlyPartlyCountsByItsParts()
    {
        var store = new OneOfEachStore(new InMemoryDouble());
        await using var sequences = SequenceLog.Open(o => o.Use(store));
        for (var i = 1; i <= 3; i++)
        {
            sequences.Complete(new SequenceId(2025, 7, i));
        }

        var counts = (await sequences.FlushAsync(Long)).Counts;

        Books.MustBalance(counts);
        Assert.Equal(3, counts.Emitted);
        Assert.Equal(counts.Stored, counts.Emitted - counts.Duplicate - counts.Rejected);
        Assert.Equal(counts.Rejected, counts.RejectedBy.GetValueOrDefault(Reasons.ImplausibleId));
        Assert.NotEqual(0, counts.Duplicate);
    }

    private static IEnumerable<string> Names(int first, int last) => Enumerable.Range(first, last - first + 1).Select(i => $"Step {i}");

    private static void LogSteps(RunningLog log, int first, int last)
    {
        using var scope = log.Sequences.Resume(RunningLog.Id);
        foreach (var name in Names(first, last))
        {
            log.Logger.Information("{StepName}", name);
        }
    }

    private static void LogLargeSteps(RunningLog log, int count)
    {
        using var scope = log.Sequences.Resume(RunningLog.Id);
        var text = new string('x', 30_000);
        for (var i = 0; i < count; i++)
        {
            log.Logger.Information("{StepName} {Text}", "Large", text);
        }
    }

    private sealed class LoggingValue(ILogger logger)
    {
        private bool _hasLogged;

        public override string ToString()
        {
            if (!_hasLogged)
            {
                _hasLogged = true;
                logger.Information("{StepName}", "Inner");
            }

            return "logged";
        }
    }

    /// <summary>Says of each batch that its first record was there before, and refuses its second.</summary>
    private sealed class OneOfEachStore(ISequenceStore inner) : StoreDecorator(inner)
    {
        public override ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
        {
            var duplicate = Math.Min(1, batch.Count);
            var rejected = Math.Min(1, batch.Count - duplicate);
            RejectedRecord[] refused = rejected == 0 ? [] : [new(batch.LastPosition, Reasons.ImplausibleId)];
            return ValueTask.FromResult(new AppendResult(batch.Count - duplicate - rejected, duplicate, refused));
        }
    }
}
