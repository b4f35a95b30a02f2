using System.Diagnostics;
using System.Globalization;
using SequenceLogging.Seq.Tests.Loopback;
using Serilog;

namespace SequenceLogging.Seq.Tests.Figures;

/// <summary>A million events by <c>seqlog seq push</c>, a process of its own, to a server in this one.</summary>
public sealed class PushFigureTests : IDisposable
{
    private const int StepsOfOne = 37; // and a link, an end, a summary: 40 events

    private static readonly int Journeys = Lane.IsLong ? 25_000 : 500;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AMillionEventsTakeLessThanHalfAMinuteAndLittleMemory()
    {
        var store = _folder.File("sequences.db");
        await FillAsync(store);
        var ids = new HashSet<string>();
        var repeated = 0;
        using var server = new LoopbackServer(call =>
        {
            var count = Take(call.Body, ids);
            Interlocked.Add(ref repeated, count);
            return new HttpReply(201, "{}");
        });

        var start = Stopwatch.GetTimestamp();
        var (exitCode, memory, processor) = await PushAsync(store, server.Url);
        var took = Stopwatch.GetElapsedTime(start);
        var load = Load();

        Assert.Equal(0, exitCode);
        Assert.Equal(Journeys * (StepsOfOne + 3), ids.Count);
        Assert.Equal(0, repeated);
        Lane.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"seqlog seq push: {ids.Count:N0} events in {took.TotalSeconds:0.0} s, of which {processor.TotalSeconds:0.0} s of a processor, at most {memory / 1024:N0} MiB of memory; load {load:0.0} on {Environment.ProcessorCount} processors"));
        Assert.InRange(memory, 1, 150 * 1024);
        Assert.InRange(processor, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        if (load < 2 * Environment.ProcessorCount)
        {
            Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(30)); // a machine with much else to do says nothing of this
        }
    }

    private static async Task FillAsync(string store)
    {
        await using var log = SequenceLog.Open(o => o.UseSqlite(store));
        await using var logger = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(log).CreateLogger();
        for (var j = 0; j < Journeys; j++)
        {
            using var scope = log.Begin(userId: j, username: "ann", language: "en");
            for (var s = 1; s <= StepsOfOne; s++)
            {
                logger.Information("{StepName}: {Price} {Currency} for {Ad}", $"CreateAd_Step_{s}_Do", s * 2.5m, "TON", "87");
            }

            logger.Information("Linked {LinkComponent}", $"ads:ad:{j}");
            scope.Complete();
            if (j % 500 == 0)
            {
                await log.FlushAsync(TimeSpan.FromMinutes(2)); // so that nothing is dropped
            }
        }

        Assert.True((await log.FlushAsync(TimeSpan.FromMinutes(2))).IsComplete);
    }

    /// <summary>Notes the ids of a payload, and says how many were there before.</summary>
    private static int Take(byte[] body, HashSet<string> ids)
    {
        var repeated = 0;
        for (var rest = body.AsSpan(); rest.IndexOf("\"SequenceEventId\":\""u8) is >= 0 and var at;)
        {
            rest = rest[(at + 19)..];
            repeated += ids.Add(System.Text.Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)'"')])) ? 0 : 1;
        }

        return repeated;
    }

    /// <summary>Runs the command line, and answers its exit code, the most memory that it had, in KiB, and what it took of a processor.</summary>
    private static async Task<(int ExitCode, long Memory, TimeSpan Processor)> PushAsync(string store, string url)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "SequenceLogging.Cli.dll"), "seq", "push", "--store", store, "--url", url]);
        using var process = Process.Start(start)!;
        var memory = 1L;
        var processor = TimeSpan.Zero;
        while (!process.HasExited)
        {
            memory = Math.Max(memory, MemoryOf(process.Id));
            processor = ProcessorOf(process) ?? processor;
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(20));
        }

        return (process.ExitCode, memory, processor);
    }

    private static long MemoryOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has ended
        }
    }

    private static TimeSpan? ProcessorOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return null; // it has ended
        }
    }

    private static double Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : 0;
}
