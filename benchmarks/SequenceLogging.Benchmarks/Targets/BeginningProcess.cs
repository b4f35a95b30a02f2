using System.Diagnostics;
using System.Globalization;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>Another process of this program that begins journeys one id at a time, from when it is told to until its time is over.</summary>
internal static class BeginningProcess
{
    /// <summary>The argument that makes this program one.</summary>
    public const string Command = "begin";

    /// <summary>What it does: says that it is ready, waits for a line, and says how many it has begun.</summary>
    public static async Task<int> RunAsync(string path, double seconds)
    {
        await using var log = SequenceLog.Open(o =>
        {
            o.UseSqlite(path);
            o.IdBlockSize = 1;
            o.IdTimeout = TimeSpan.FromMinutes(1);
        });
        Console.WriteLine("ready");
        Console.ReadLine();
        var begun = 0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < seconds; begun++)
        {
            log.Begin(begun).Dispose();
        }

        Console.WriteLine(begun);
        return 0;
    }

    /// <summary>Has several of them begin at once on one file.</summary>
    /// <returns>Ids a second, of all together.</returns>
    public static async Task<double> RunTogetherAsync(int processes, string path, TimeSpan time)
    {
        var others = Enumerable.Range(0, processes).Select(_ => Start(path, time)).ToArray();
        var begun = 0L;
        foreach (var other in others)
        {
            Effect.IsTrue(await other.StandardOutput.ReadLineAsync() == "ready", "another process did not start");
        }

        foreach (var other in others)
        {
            await other.StandardInput.WriteLineAsync("go");
        }

        foreach (var other in others)
        {
            using (other)
            {
                begun += long.Parse(await other.StandardOutput.ReadLineAsync() ?? "", CultureInfo.InvariantCulture);
                await other.WaitForExitAsync();
            }
        }

        await using var log = SequenceLog.Open(o => o.UseSqlite(path));
        Effect.Equal(begun, (await log.GetSystemStatisticsAsync()).Sequences.Total, "sequences in the store");
        return begun / time.TotalSeconds;
    }

    private static Process Start(string path, TimeSpan time) =>
        ThisProgram.Start([Command, path, time.TotalSeconds.ToString(CultureInfo.InvariantCulture)], start => start.RedirectStandardInput = start.RedirectStandardOutput = true);
}
