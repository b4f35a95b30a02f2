using System.Diagnostics;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.StoreContract;
using SequenceLogging.Testing;

namespace SequenceLogging.Sqlite.Tests.Writing;

/// <summary>The WAL does not grow without end.</summary>
public sealed class CheckpointTests : IAsyncLifetime
{
    private const int BatchBytes = 1 << 20;

    // What one batch writes on top of what makes a checkpoint due.
    private const long Slack = 4 * BatchBytes;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly Application _app;
    private readonly SequenceId _id;
    private long _largestWal;

    public CheckpointTests()
    {
        _app = new Application(
            SequenceLog.Open(o => o.UseSqlite(Store)), new TestClock(new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero)));
        _id = _app.Begin();
    }

    private string Store => _folder.File("sequences.db");

    private long Wal => new FileInfo(Store + "-wal").Length;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task TheWalStaysBoundedInALongWrite()
    {
        await WriteAsync(batches: 60);

        Assert.InRange(_largestWal, WalCheckpoint.DueSize, WalCheckpoint.DueSize + Slack);
    }

    [Fact]
    public async Task SmallCommitsWriteTheWalOverWithoutMakingItGrow()
    {
        var store = _folder.File("one-by-one.db");
        await using var oneByOne = SequenceLog.Open(o => o.UseSqlite(store).IdBlockSize = 1);
        var lengths = new List<long>();
        for (var ids = 0; ids < 1_200; ids++)
        {
            oneByOne.Begin(ids).Dispose();
            lengths.Add(new FileInfo(store + "-wal").Length);
        }

        Assert.InRange(lengths.Max(), WalCheckpoint.DueSize, WalCheckpoint.DueSize + Slack);
        Assert.All(
            lengths.SkipWhile(length => length < WalCheckpoint.DueSize), length => Assert.InRange(length, WalCheckpoint.SizeAfterReset, lengths.Max()));
    }

    [Fact]
    public async Task TheWalStaysBoundedBesideAReaderThatKeepsAsking()
    {
        await using var reader = new SqliteStoreProvider().OpenReader(new SequenceLogOptions().UseSqlite(Store));
        using var stop = new CancellationTokenSource();
        var asking = Task.Run(
            async () =>
            {
                for (var asked = 0; ; asked++)
                {
                    if (stop.IsCancellationRequested)
                    {
                        return asked;
                    }

                    await reader.GetLastPositionAsync(CancellationToken.None);
                    await reader.GetStatisticsAsync(CancellationToken.None);
                }
            },
            TestContext.Current.CancellationToken);

        await WriteAsync(batches: 60);

        await stop.CancelAsync();
        Assert.InRange(await asking, 10, int.MaxValue);
        Assert.InRange(_largestWal, WalCheckpoint.DueSize, WalCheckpoint.LargeSize + WalCheckpoint.DueSize + Slack);
    }

    [Fact]
    public async Task TheWalStaysBoundedBesideReadersThatOverlapWithoutAGap()
    {
        using var stop = new CancellationTokenSource();
        var overlapping = Task.Run(() => ReadWithoutAGap(stop.Token), TestContext.Current.CancellationToken);

        await WriteAsync(batches: 150);

        await stop.CancelAsync();
        Assert.InRange(await overlapping, 10, int.MaxValue);
        Assert.InRange(_largestWal, WalCheckpoint.DueSize, WalCheckpoint.LargeSize + WalCheckpoint.DueSize + Slack);
    }

    [Fact]
    public async Task AReaderThatStaysInItsTransactionKeepsTheWalUntilItEnds()
    {
        using (var reader = Database.OpenReader(Store, Patience))
        {
            Hold(reader);
            await WriteAsync(batches: 60);
            Assert.InRange(_largestWal, 2 * WalCheckpoint.DueSize, long.MaxValue);
        }

        await WriteAsync(batches: 40);

        Assert.InRange(Wal, 0, WalCheckpoint.DueSize + Slack);
    }

    [Fact]
    public async Task ClosingDoesNotWaitForAReader()
    {
        using var reader = Database.OpenReader(Store, Patience);
        Hold(reader);
        await WriteAsync(batches: 1);
        var start = Stopwatch.GetTimestamp();

        await _app.DisposeAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.NotEqual(0, Wal);
        reader.Execute("COMMIT");
        await using var again = new SqliteStoreProvider().OpenReader(new SequenceLogOptions().UseSqlite(Store));
        Assert.Equal(16, (await again.GetDetailsAsync(_id, TestContext.Current.CancellationToken))?.StepCount);
    }

    [Fact]
    public async Task NothingButTheStoreItselfMakesACheckpoint()
    {
        var before = new FileInfo(Store).Length;

        await WriteAsync(batches: 8);

        // SQLite's own would have come at 1,000 pages, 4 MB.
        Assert.InRange(Wal, 8 * BatchBytes, WalCheckpoint.DueSize);
        Assert.Equal(before, new FileInfo(Store).Length);
    }

    private static void Hold(Database reader)
    {
        reader.Execute("BEGIN");
        reader.ReadNumber("SELECT count(*) FROM sequences");
    }

    /// <summary>Two readers of which at each moment one is in a transaction that began before the other's.</summary>
    private int ReadWithoutAGap(CancellationToken stop)
    {
        using var one = Database.OpenReader(Store, Patience);
        using var other = Database.OpenReader(Store, Patience);
        Hold(one);
        var count = 0;
        for (var (held, next) = (one, other); !stop.IsCancellationRequested; (held, next) = (next, held))
        {
            Hold(next);
            held.Execute("COMMIT");
            Thread.Sleep(5);
            count++;
        }

        return count;
    }

    private async Task WriteAsync(int batches)
    {
        var message = new string('x', BatchBytes / 16);
        for (var batch = 0; batch < batches; batch++)
        {
            for (var i = 0; i < 16; i++)
            {
                _app.Log(_id, "{StepName} {A} {B}", "Step", message[..30_000], message[..30_000]);
            }

            await _app.FlushAsync();
            _largestWal = Math.Max(_largestWal, Wal);
        }
    }
}
