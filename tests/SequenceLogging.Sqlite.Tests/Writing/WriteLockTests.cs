using System.Diagnostics;
using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Tests.Processes;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.Writing;

/// <summary>Another process that has the turn to write is waited for, and not longer than asked.</summary>
public sealed class WriteLockTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AProcessThatHoldsTheTurnForASecondOnlyDelays()
    {
        await using var log = SequenceLog.Open(o => o.UseSqlite(Store));
        using var holder = await HoldAsync(milliseconds: 1_000);
        var start = Stopwatch.GetTimestamp();

        log.Begin().Dispose();

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(700), TimeSpan.FromSeconds(20));
        Assert.Single(await log.GetRecentSequencesAsync(cancellationToken: Token));
        await holder.AwaitSuccessAsync();
    }

    [Fact]
    public async Task WhoeverWaitsForTheTurnCanGiveUp()
    {
        await using var log = SequenceLog.Open(o => o.UseSqlite(Store));
        using var holder = await HoldAsync(milliseconds: 60_000);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var start = Stopwatch.GetTimestamp();

        var first = Task.Run(async () => await log.IssueAsync(cancellationToken: cancellation.Token), Token);
        var second = Task.Run(async () => await log.IssueAsync(cancellationToken: cancellation.Token), Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        holder.Kill();

        // The turn may come before the store hears of it; then the number is spent on a sequence that is abandoned.
        var id = await log.IssueAsync(cancellationToken: Token);
        var spent = await log.FindSequencesAsync(new SequenceQuery { Before = id }, Token);
        Assert.Equal(spent.Count + 1, id.Number);
        Assert.InRange(spent.Count, 0, 2);
        Assert.All(spent, s => Assert.Equal(SequenceStatus.Abandoned, s.Status));
    }

    [Fact]
    public async Task ClosingDoesNotWaitForTheTurnOfOthers()
    {
        var log = SequenceLog.Open(o => o.UseSqlite(Store).ShutdownTimeout = TimeSpan.FromMilliseconds(500));
        var id = await log.IssueAsync(cancellationToken: Token);
        using var holder = await HoldAsync(milliseconds: 60_000);
        log.Complete(id);
        var start = Stopwatch.GetTimestamp();

        await log.DisposeAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        holder.Kill();
        await using var again = SequenceLog.Open(o => o.UseSqlite(Store));
        Assert.Equal(SequenceStatus.Completed, (await again.GetSequenceDetailsAsync(id, Token))?.Status);
    }

    [Fact]
    public async Task ATurnThatNeverComesIsBusy()
    {
        using var holder = await HoldAsync(milliseconds: 60_000);
        var turn = new Sqlite.Writing.WriteLock(Store, TimeProvider.System);

        var failure = Assert.Throws<SequenceStoreException>(() => turn.Enter(TimeSpan.FromMilliseconds(300), Token));

        Assert.Equal(StoreErrorKind.Busy, failure.Kind);
        Assert.Contains("0.3 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverWaitsIsNotPassedOverByOneWhoTakesTurnAfterTurn()
    {
        var fair = await CountPassedOverAsync();
        Sqlite.Writing.WriteLock.IsFair = false;
        try
        {
            var unfair = await CountPassedOverAsync();
            TestContext.Current.TestOutputHelper?.WriteLine($"Passed over in 10 waits: {fair}, without the place behind the turn {unfair}");

            // For each wait as many as there are in a slice of 25 ms, at 2 ms each.
            Assert.True(fair < 200 && unfair > 2 * fair, $"{fair} and {unfair}");
        }
        finally
        {
            Sqlite.Writing.WriteLock.IsFair = true;
        }

        Assert.False(File.Exists(Store + ".next"));
    }

    [Fact]
    public void APlaceThatADeadProcessLeftStopsNobody()
    {
        File.WriteAllBytes(Store + ".next", []);
        var turn = new Sqlite.Writing.WriteLock(Store, TimeProvider.System);

        turn.Enter(TimeSpan.FromSeconds(5), Token).Dispose();

        Assert.False(File.Exists(Store + ".next"));
    }

    [Fact]
    public void WhereNoPlaceCanBeHadTheTurnIsStillTaken()
    {
        Directory.CreateDirectory(Store + ".next");
        var turn = new Sqlite.Writing.WriteLock(Store, TimeProvider.System);
        using (turn.Enter(TimeSpan.FromSeconds(5), Token))
        {
            Assert.Throws<SequenceStoreException>(() => turn.Enter(TimeSpan.FromMilliseconds(100), Token));
        }

        turn.Enter(TimeSpan.FromSeconds(5), Token).Dispose();
    }

    [Fact]
    public async Task EightProcessesThatTakeIdAfterIdAllComeToTheirTurn()
    {
        var isLong = Environment.GetEnvironmentVariable("SEQLOG_LANE") == "long";
        var (fair, fairest) = await TakeTurnsAsync(isLong ? 20 : 2);

        // On a machine that does nothing else: under a second, whoever waits.
        Assert.InRange(fair, 0, isLong ? 1_000 : 10_000);
        if (isLong)
        {
            var (unfair, luckiest) = await TakeTurnsAsync(20, "unfair");
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"Longest wait {fair} ms, smallest share {fairest:P0}; without the place behind the turn {unfair} ms, {luckiest:P0}");
            Assert.True(unfair > fair, $"{fair} and {unfair}");
        }
    }

    /// <returns>The longest wait in milliseconds, and the smallest share of the turns that a process had.</returns>
    private async Task<(long Longest, double SmallestShare)> TakeTurnsAsync(int seconds, params string[] unfair)
    {
        var store = _folder.File($"turns{unfair.Length}.db");
        var children = Enumerable.Range(0, 8).Select(_ => ChildProcess.Start(["turns", store, $"{seconds}", .. unfair])).ToList();
        try
        {
            foreach (var child in children)
            {
                Assert.Equal("ready", await child.ReadLineAsync());
            }

            children.ForEach(child => child.Say("go"));
            var said = await Task.WhenAll(children.Select(async child => (await child.ReadLineAsync())!.Split(' ')));
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join("; ", said.Select(words => string.Join(' ', words))));
            var turns = said.Select(words => double.Parse(words[1], null)).ToArray();
            return (said.Max(words => long.Parse(words[2], null)), turns.Min() / turns.Sum());
        }
        finally
        {
            children.ForEach(child => child.Dispose());
        }
    }

    /// <summary>Waits ten times for one who gives the turn up and takes it again at once; counts the turns of that one meanwhile.</summary>
    private async Task<int> CountPassedOverAsync()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var turns = 0;
        var other = new Sqlite.Writing.WriteLock(Store, TimeProvider.System);
        var greedy = Task.Factory.StartNew(
            () =>
            {
                while (!end.IsCancellationRequested)
                {
                    using var turn = other.Enter(TimeSpan.FromSeconds(30), Token);
                    Interlocked.Increment(ref turns);
                    end.Token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(2));
                }
            },
            TaskCreationOptions.LongRunning);
        var own = new Sqlite.Writing.WriteLock(Store, TimeProvider.System);
        var passedOver = 0;
        for (var wait = 0; wait < 10 && passedOver < 500; wait++)
        {
            // The other one has just taken the turn.
            var before = Volatile.Read(ref turns);
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref turns) > before, TimeSpan.FromSeconds(30)));
            before = Volatile.Read(ref turns);
            own.Enter(TimeSpan.FromSeconds(30), Token).Dispose();
            passedOver += Volatile.Read(ref turns) - before;
        }

        await end.CancelAsync();
        await greedy;
        return passedOver;
    }

    private async Task<ChildProcess> HoldAsync(int milliseconds)
    {
        var holder = ChildProcess.Start("hold", Store, $"{milliseconds}");
        Assert.Equal("held", await holder.ReadLineAsync());
        return holder;
    }
}
