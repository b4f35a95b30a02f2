using System.Diagnostics;
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
        Assert.Equal(1, (await log.IssueAsync(cancellationToken: Token)).Number);
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

    private async Task<ChildProcess> HoldAsync(int milliseconds)
    {
        var holder = ChildProcess.Start("hold", Store, $"{milliseconds}");
        Assert.Equal("held", await holder.ReadLineAsync());
        return holder;
    }
}
