using System.Diagnostics;

namespace SequenceLogging.Sqlite.Tests.Figures;

/// <summary>How many sequences a process begins in a second with the settings that nobody has touched, and that all of them are stored.</summary>
public sealed class BeginFigureTests : IDisposable
{
    /// <summary>With <c>SEQLOG_LANE=long</c>, in a Release build.</summary>
    private const double BeginningsPerSecond = 500_000;

    private static readonly int Beginnings = Figures.IsLong ? 500_000 : 20_000;

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ABurstOfBeginningsDoesNotWaitForTheDiskAndIsStoredUnderContiguousIds()
    {
        // On a store of its own: the compiler has seen it all then.
        await BurstAsync(_folder.File("warm.db"), Beginnings / 2);

        var (took, ids) = await BurstAsync(Store, Beginnings);

        var rate = Beginnings / took.TotalSeconds;
        Figures.Write(FormattableString.Invariant($"{Beginnings:N0} sequences began in {took.TotalMilliseconds:N0} ms: {rate:N0} a second; load {Figures.Load():0.0}"));
        Assert.Equal(Enumerable.Range(1, Beginnings).Select(n => (long)n), ids.Select(id => id.Number));
        await using var log = SequenceLog.Open(o => o.UseSqlite(Store));
        var month = Assert.Single((await log.Store.Reader.ExamineAsync(Token)).Ids);
        Assert.Equal((Beginnings, Beginnings, 0), (month.Last, month.Used, month.Gaps.Count));
        if (Figures.IsLong && Figures.Load() < 2 * Environment.ProcessorCount)
        {
            Assert.InRange(rate, BeginningsPerSecond, double.MaxValue);
        }
    }

    private static async Task<(TimeSpan Took, SequenceId[] Ids)> BurstAsync(string store, int count)
    {
        var ids = new SequenceId[count];
        await using var log = SequenceLog.Open(o => o.UseSqlite(store));
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < ids.Length; i++)
        {
            using var scope = log.Begin(i);
            ids[i] = scope.SequenceId;
        }

        var took = Stopwatch.GetElapsedTime(start);
        var flushed = await log.FlushAsync(TimeSpan.FromMinutes(2), Token);
        Assert.True(flushed.IsComplete);
        Assert.Equal(0, flushed.Counts.Dropped);
        return (took, ids);
    }
}
