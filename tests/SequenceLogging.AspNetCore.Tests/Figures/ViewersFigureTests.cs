using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using SequenceLogging.AspNetCore.Tests.Live;
using Serilog;

namespace SequenceLogging.AspNetCore.Tests.Figures;

/// <summary>
/// Many look on, some of them frozen, while a process logs: the store's WAL stays small, log calls take as long as without them, and
/// memory stays where it is.
/// </summary>
public sealed class ViewersFigureTests : IDisposable
{
    private const int StepsPerSecond = 5_000, StepsOfOne = 5;
    private const long MostWal = 64 << 20;

    private static readonly int Viewers = Figure.IsLong ? 200 : 20;
    private static readonly int Frozen = Viewers / 10;
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(Figure.IsLong ? 60 : 1);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(Figure.IsLong ? 600 : 3);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhoLooksOnDisturbsNobodyWhoLogs()
    {
        var path = _folder.File("sequences.db");
        await using var log = SequenceLog.Open(o => o.UseSqlite(path));
        await using var logger = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(log).CreateLogger();
        await using var site = await LiveSite.StartAsync(
            s => s.AddSingleton(log), o => o.LivePollInterval = new SequenceDashboardOptions().LivePollInterval);

        await LogAsync(log, logger, TimeSpan.FromSeconds(1)); // the compiler has seen it all then
        var alone = await LogAsync(log, logger, Alone);

        using var end = new CancellationTokenSource();
        var viewers = new List<LiveReader>();
        for (var i = 0; i < Viewers; i++)
        {
            viewers.Add(await site.OpenAsync());
        }

        var looking = viewers.Skip(Frozen).Select((v, i) => LookAsync(site, v.Socket, i, end.Token)).ToList();
        var watch = WatchAsync(path, end.Token);
        var watched = await LogAsync(log, logger, Watched);
        await end.CancelAsync();
        var (wal, memory) = await watch;
        var seen = (await Task.WhenAll(looking)).ToList();
        viewers.ForEach(v => v.Dispose());
        var flushed = await log.FlushAsync(TimeSpan.FromMinutes(2));

        Figure.Write($"log calls with nobody looking on: {alone}");
        Figure.Write($"with {Viewers} who look on, {Frozen} of them frozen, for {Watched.TotalSeconds:0} s: {watched}");
        Figure.Write($"WAL at most {wal / 1e6:0.0} MB; managed memory in the first third {memory[0] / 1e6:0.0} MB, in the last {memory[^1] / 1e6:0.0} MB; a viewer got {seen.Average() / 1e6:0.00} MB, the least {seen.Min() / 1e6:0.00} MB; load {Figure.Load():0.0}");
        Assert.True(flushed.IsComplete);
        Assert.Equal(0, flushed.Counts.Dropped + flushed.Counts.Rejected);
        Assert.True(wal < MostWal, $"the WAL had {wal} bytes");
        Assert.All(seen, bytes => Assert.True(bytes > 1_000, $"one was sent {bytes} bytes"));
        if (Figure.IsLong)
        {
            Assert.True(memory[^1] < (memory[0] * 1.25) + 20_000_000, $"memory went from {memory[0]} to {memory[^1]}");
        }

        if (Figure.IsQuiet)
        {
            Assert.True(watched.P50 < (alone.P50 * 1.5) + 5, $"{alone} became {watched}");
        }
    }

    /// <summary>Logs at a steady pace, and says how long the calls took.</summary>
    private static async Task<Calls> LogAsync(SequenceLog log, ILogger logger, TimeSpan time)
    {
        // With room for all of them, so that the memory that is looked at is not this list's.
        var took = new List<long>((int)(time.TotalSeconds * StepsPerSecond) + StepsPerSecond);
        var (start, made) = (Stopwatch.GetTimestamp(), 0L);
        while (Stopwatch.GetElapsedTime(start) is var elapsed && elapsed < time)
        {
            for (var due = (long)(elapsed.TotalSeconds * StepsPerSecond); made < due; made += StepsOfOne)
            {
                using (log.Begin(made))
                {
                    for (var step = 1; step <= StepsOfOne; step++)
                    {
                        var before = Stopwatch.GetTimestamp();
                        logger.Information("{StepName} costs {Price} {Currency}", $"CreateAd_Step_{step}_Do", 12.5, "TON");
                        took.Add(Stopwatch.GetTimestamp() - before);
                    }
                }
            }

            await Task.Delay(5);
        }

        took.Sort();
        return new Calls(took.Count / time.TotalSeconds, At(0.5), At(0.99), At(0.999), At(1));

        double At(double share) => Stopwatch.GetElapsedTime(0, took[Math.Min(took.Count - 1, (int)(share * took.Count))]).TotalMicroseconds;
    }

    /// <summary>Reads all that is sent, and the overview now and then, as a page does.</summary>
    private static async Task<long> LookAsync(LiveSite site, Socket socket, int number, CancellationToken end)
    {
        var (buffer, bytes) = (new byte[64 << 10], 0L);
        using var client = site.Client();
        var refresh = Task.Run(
            async () =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(25 * number), end);
                while (true)
                {
                    using var answer = await client.GetAsync("/sequences/api/v1/overview", end);
                    Assert.True(answer.IsSuccessStatusCode, $"overview: {(int)answer.StatusCode}");
                    await Task.Delay(TimeSpan.FromSeconds(5), end);
                }
            },
            CancellationToken.None);
        try
        {
            while (true)
            {
                var count = await socket.ReceiveAsync(buffer, end);
                Assert.NotEqual(0, count);
                bytes += count;
            }
        }
        catch (OperationCanceledException)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refresh);
            return bytes;
        }
    }

    /// <summary>The greatest size of the WAL, and the memory that was used in each third of the time.</summary>
    private static async Task<(long Wal, double[] Memory)> WatchAsync(string path, CancellationToken end)
    {
        var (wal, memory) = (0L, new List<long>());
        while (!end.IsCancellationRequested)
        {
            var file = new FileInfo(path + "-wal");
            wal = Math.Max(wal, file.Exists ? file.Length : 0);
            memory.Add(GC.GetTotalMemory(forceFullCollection: false));
            await Task.Delay(100, CancellationToken.None);
        }

        return (wal, [.. memory.Chunk((memory.Count / 3) + 1).Select(third => third.Average())]);
    }

    /// <summary>How many calls a second, and how long they took, in microseconds.</summary>
    private sealed record Calls(double PerSecond, double P50, double P99, double P999, double Longest)
    {
        public override string ToString() => FormattableString.Invariant(
            $"{PerSecond:N0} steps a second; a call took {P50:0.0} µs (p50), {P99:0.0} µs (p99), {P999:0.0} µs (p99.9), {Longest:N0} µs at most");
    }
}
