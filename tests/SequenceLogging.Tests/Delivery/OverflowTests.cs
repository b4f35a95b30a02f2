using System.Diagnostics;
using SequenceLogging.Delivery;
using SequenceLogging.Storage;
using Serilog;
using Serilog.Events;

namespace SequenceLogging.Tests.Delivery;

/// <summary>What happens when the store does not keep up. The books are checked at the end of each test.</summary>
public class OverflowTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly string Large = new('x', 30_000);

    [Fact]
    public async Task EveryJourneyThatLostSomethingHasAMarkAtThePlace()
    {
        await using var full = await FullLog.StartAsync(OverflowPolicy.Drop);
        var (one, other) = (new SequenceId(2025, 7, 1), new SequenceId(2025, 7, 2));
        full.Log(one, "First lost");
        full.Log(one, "Second lost");
        full.Log(other, "Lost of another");

        var notes = await full.LetGoAsync();
        full.Log(one, "There is room again");
        await full.StoredAsync();

        Assert.All(notes, n => Assert.Equal((RecordKind.Loss, "queue_full"), (n.Kind, n.Name)));
        Assert.Equal(full.Dropped, notes.Sum(n => n.Count));
        Assert.Equal(2, notes.Where(n => n.Sequence == one).Sum(n => n.Count));
        Assert.Equal(1, notes.Where(n => n.Sequence == other).Sum(n => n.Count));
        var again = full.Records.Single(r => r.Name == "There is room again");
        Assert.All(notes.Where(n => n.Sequence == one), n => Assert.True(n.Position < again.Position));
    }

    [Fact]
    public async Task TheFirstLossOfAJourneyIsInTheJournalAtOnce()
    {
        using var folder = new TempFolder();
        await using var full = await FullLog.StartAsync(OverflowPolicy.Drop, o => o.JournalPath = folder.Path);
        full.Log(new SequenceId(2031, 1, 77), "Lost");

        var segments = Directory.GetFiles(folder.Path, "*.segment", SearchOption.AllDirectories);
        var mark = new byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(mark, new SequenceId(2031, 1, 77).ToInt64());

        Assert.Contains(segments, s => File.ReadAllBytes(s).AsSpan().IndexOf(mark) >= 0);
        await full.LetGoAsync();
    }

    [Fact]
    public async Task LossesOfMoreSequencesThanAreToldApartAreStillCounted()
    {
        await using var full = await FullLog.StartAsync(OverflowPolicy.Drop);
        var before = full.Dropped;
        for (var i = 1; i <= LossMarks.MostSequences + 500; i++)
        {
            full.Log(new SequenceId(2025, 8, i), "Lost");
        }

        var notes = await full.LetGoAsync();

        Assert.Equal(LossMarks.MostSequences + 500, full.Dropped - before);
        Assert.Equal(full.Dropped, notes.Sum(n => n.Count));
        Assert.InRange(notes.Where(n => n.Sequence.IsDefault).Sum(n => n.Count), 500, 510);
    }

    [Fact]
    public async Task WhatWasLostIsInTheJournalWhenTheLogIsClosedWhileTheStoreIsAway()
    {
        using var folder = new TempFolder();
        var key = Guid.NewGuid().ToString();
        var store = new InMemoryDouble();
        var slow = new SlowStore(store);
        void Configure(SequenceLogOptions o)
        {
            o.Use(slow, key);
            o.JournalPath = folder.Path;
            o.QueueBytes = 1 << 20;
            o.Overflow = OverflowPolicy.Drop;
            o.ShutdownTimeout = TimeSpan.FromMilliseconds(50);
        }

        var log = SequenceLog.Open(Configure);
        using (var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger())
        {
            for (var i = 0; i < 200; i++)
            {
                logger.Information("{StepName} {SequenceId} {Large}", "Large", RunningLog.Id, Large);
            }
        }

        // It gives up waiting for the store, whose call comes back after that: so the journal is free for the next one.
        var closing = Task.Run(() => log.DisposeAsync().AsTask());
        await Task.Delay(100);
        slow.LetGo();
        await closing.WaitAsync(Long);
        var dropped = log.Delivery.Dropped;
        Assert.NotEqual(0, dropped);

        await using var next = SequenceLog.Open(o =>
        {
            o.Use(store, key);
            o.JournalPath = folder.Path;
        });
        await next.FlushAsync(Long);

        Assert.Equal(dropped, store.NotedAs(RecordKind.Loss));
        Assert.All(store.Notes, n => Assert.Equal(RunningLog.Id, n.Sequence));
    }

    [Theory]
    [InlineData("failed step", true)]
    [InlineData("error", true)]
    [InlineData("link", true)]
    [InlineData("status", true)]
    [InlineData("step", false)]
    public async Task WhatAJourneyCannotDoWithoutHasAReserve(string what, bool hasRoom)
    {
        await using var full = await FullLog.StartAsync(OverflowPolicy.Drop);
        var before = full.Dropped;
        using (full.Sequences.Resume(new SequenceId(2025, 7, 3)))
        {
            switch (what)
            {
                case "failed step": full.Logger.Error("{StepName} {Large}", "Failed", Large); break;
                case "error": full.Logger.Error("Out of order {Large}", Large); break;
                case "link": full.Logger.Information("{LinkComponent} {Large}", "ads:ad:87", Large); break;
                case "status": full.Logger.Information("{SequenceStatus} {Large}", "completed", Large); break;
                default: full.Logger.Information("{StepName} {Large}", "Made", Large); break;
            }
        }

        Assert.Equal(hasRoom ? 0 : 1, full.Dropped - before);

        // The reserve has an end, too.
        for (var i = 0; i < 20; i++)
        {
            full.Logger.Error("{StepName} {SequenceId} {Large}", "Failed", RunningLog.Id, Large);
        }

        Assert.InRange(full.Dropped - before, 1, 20);
        await full.LetGoAsync();
    }

    [Fact]
    public async Task ThereIsABoundOnRecordsToo()
    {
        await using var full = await FullLog.StartAsync(OverflowPolicy.Drop, o => o.QueueRecords = 1_000, fills: false);
        for (var i = 0; i < 2_000; i++)
        {
            full.Log(RunningLog.Id, "Small", "");
        }

        Assert.Equal(2_001 - full.Dropped, full.Sequences.Delivery.Pending);
        Assert.InRange(full.Sequences.Delivery.Pending, 870, 880); // an eighth is kept
        await full.LetGoAsync();
    }

    [Fact]
    public async Task WhoeverDropsDoesNotWait()
    {
        await using var full = await FullLog.StartAsync(OverflowPolicy.Drop, o => o.FullWait = TimeSpan.FromSeconds(60));
        var clock = Stopwatch.StartNew();
        full.Log(RunningLog.Id, "Lost");

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
        await full.LetGoAsync();
    }

    [Fact]
    public async Task WhileTheStoreMakesNoProgressNobodyWaits()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        await using var full = await FullLog.StartAsync(
            OverflowPolicy.Drop, o => (o.TimeProvider, o.FullWait) = (time, TimeSpan.FromSeconds(60)));
        full.Options.Overflow = OverflowPolicy.Wait;
        time.Advance(QueueRoom.Stall - TimeSpan.FromMilliseconds(1));
        var waits = Task.Run(() => full.Log(RunningLog.Id, "Waits"));
        Assert.NotSame(waits, await Task.WhenAny(waits, Task.Delay(300)));

        time.Advance(TimeSpan.FromMilliseconds(1));
        await waits.WaitAsync(Long); // it looks again within a second
        full.Log(RunningLog.Id, "Does not begin to wait");

        Assert.Equal(2, full.DroppedSinceFull);
        await full.LetGoAsync();
    }

    [Fact]
    public async Task WhoeverBlocksWaitsAsLongAsItTakesAndLosesNothing()
    {
        await using var full = await FullLog.StartAsync(OverflowPolicy.Drop, o => o.FullWait = TimeSpan.Zero);
        full.Options.Overflow = OverflowPolicy.Block;
        var blocked = Task.Run(() => full.Log(RunningLog.Id, "Kept"));
        Assert.NotSame(blocked, await Task.WhenAny(blocked, Task.Delay(300)));

        await full.LetGoAsync();
        await blocked.WaitAsync(Long);

        await full.StoredAsync();
        Assert.Contains(full.Records, r => r.Name == "Kept");
        Assert.Equal(0, full.DroppedSinceFull);
    }

    [Fact]
    public async Task WhoeverBlocksIsLetGoWhenTheLogCloses()
    {
        await using var full = await FullLog.StartAsync(OverflowPolicy.Drop, o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(50));
        full.Options.Overflow = OverflowPolicy.Block;
        var blocked = Task.Run(() => full.Log(RunningLog.Id, "Too late"));
        Assert.NotSame(blocked, await Task.WhenAny(blocked, Task.Delay(300)));

        var closing = full.Sequences.DisposeAsync().AsTask();
        await blocked.WaitAsync(Long);

        Assert.Equal(1, full.Sequences.Delivery.DroppedBy["closed"]);
        full.LetGo();
        await closing.WaitAsync(Long);
        Books.MustBalance(full.Sequences.Delivery);
        full.IsGivenUp = true;
    }

    /// <summary>A log whose store stands still, and in which no room is left but the reserve.</summary>
    private sealed class FullLog : IAsyncDisposable
    {
        private readonly RunningLog _log;
        private SlowStore? _slow;
        private long _droppedWhenFull;

        private FullLog(OverflowPolicy policy, Action<SequenceLogOptions>? configure) =>
            _log = new RunningLog(s => _slow = new SlowStore(s), o =>
            {
                Options = o;
                o.QueueBytes = 1 << 20;
                o.Overflow = policy;
                configure?.Invoke(o);
            });

        public SequenceLogOptions Options { get; private set; } = null!;

        public SequenceLog Sequences => _log.Sequences;

        public ILogger Logger => _log.Logger;

        public IReadOnlyList<StoredRecord> Records => _log.Store.Records;

        public long Dropped => Sequences.Delivery.Dropped;

        public long DroppedSinceFull => Dropped - _droppedWhenFull;

        /// <summary>Says that it was closed before the store had taken everything.</summary>
        public bool IsGivenUp { get; set; }

        public static async Task<FullLog> StartAsync(
            OverflowPolicy policy, Action<SequenceLogOptions>? configure = null, bool fills = true)
        {
            var full = new FullLog(policy, configure);
            full.Log(RunningLog.Id, "First", "");
            await full._slow!.Reached.WaitAsync(Long);
            while (fills && full.Dropped == 0)
            {
                full.Log(new SequenceId(2025, 6, 1), "Fills");
            }

            // Down to the last byte: a small event would still find room where a large one does not.
            for (var before = -1L; fills && full.Dropped != before;)
            {
                before = full.Dropped;
                full.Log(new SequenceId(2025, 6, 1), "Fills", "");
                before = full.Dropped == before ? -1 : full.Dropped;
            }

            full._droppedWhenFull = full.Dropped;
            return full;
        }

        public void Log(SequenceId id, string name) => Log(id, name, Large);

        public void Log(SequenceId id, string name, string text)
        {
            using var scope = Sequences.Resume(id);
            Logger.Write(LogEventLevel.Information, "{StepName} {Text}", name, text);
        }

        public void LetGo() => _slow!.LetGo();

        public async Task<IReadOnlyList<StoredRecord>> LetGoAsync()
        {
            LetGo();
            await StoredAsync();
            return _log.Store.Notes;
        }

        public Task<IReadOnlyList<StoredRecord>> StoredAsync() => _log.StoredAsync();

        public ValueTask DisposeAsync() => IsGivenUp ? ValueTask.CompletedTask : _log.DisposeAsync();
    }
}
