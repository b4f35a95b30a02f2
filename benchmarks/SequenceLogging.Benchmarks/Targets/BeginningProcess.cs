using System.Diagnostics;
using System.Globalization;
using SequenceLogging.Benchmarks.Beginning;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// Another process of this program that begins journeys one id at a time, or commits rows of its own, from when it is told to until
/// its time is over.
/// </summary>
internal static class BeginningProcess
{
    /// <summary>The argument that makes this program one.</summary>
    public const string Command = "begin";

    /// <summary>The argument that makes it one of single rows.</summary>
    public const string RowsCommand = "commit";

    /// <summary>The argument that makes it one of transactions that change the pages of a sequence, and wait by SQLite's own lock.</summary>
    public const string PagesCommand = "pages";

    /// <summary>The same, which wait by a file.</summary>
    public const string PagesInTurnsCommand = "pages-in-turns";

    /// <summary>What it does: warms up, says how many it has begun by then, waits for a line, and says how many it begins in its time.</summary>
    public static async Task<int> RunAsync(string path, double seconds)
    {
        await using var log = SequenceLog.Open(o =>
        {
            o.UseSqlite(path);
            o.IdBlockSize = 1;
            o.IdTimeout = TimeSpan.FromMinutes(1);
        });
        Repeat(seconds, count => log.Begin(count).Dispose());
        return 0;
    }

    /// <summary>The same with single rows in a folder's file.</summary>
    public static int RunRows(string folder, double seconds)
    {
        using var rows = new SingleRows(folder);
        Repeat(seconds, _ => rows.Commit());
        return 0;
    }

    /// <summary>The same with a sequence's pages in a store.</summary>
    public static int RunPages(string path, double seconds, bool takesTurns)
    {
        using var pages = new SequenceTransactions(path, takesTurns);
        Repeat(seconds, _ => pages.Commit());
        return 0;
    }

    /// <summary>Has several of them begin at once on one file.</summary>
    /// <returns>Ids a second, of all together.</returns>
    public static async Task<double> RunTogetherAsync(int processes, string path, TimeSpan time)
    {
        var (begun, before) = await CountTogetherAsync(processes, Command, path, time);
        Effect.Equal(before + begun, await CountSequencesAsync(path), "sequences in the store");
        return begun / time.TotalSeconds;
    }

    /// <summary>Has several of them change at once the pages that a sequence takes.</summary>
    /// <returns>Transactions a second, of all together.</returns>
    public static async Task<double> ChangePagesTogetherAsync(int processes, string command, string path, TimeSpan time)
    {
        SequenceTransactions.MakeStore(path);
        var (committed, before) = await CountTogetherAsync(processes, command, path, time);
        Effect.Equal(before + committed + 1, await CountSequencesAsync(path), "sequences in the store");
        return committed / time.TotalSeconds;
    }

    /// <summary>Has several of them commit single rows at once to one file.</summary>
    /// <returns>Rows a second, of all together.</returns>
    public static async Task<double> CommitTogetherAsync(int processes, string folder, TimeSpan time)
    {
        using var rows = new SingleRows(folder);
        var (committed, before) = await CountTogetherAsync(processes, RowsCommand, folder, time);
        Effect.Equal(before + committed, rows.Count, "rows in the table");
        return committed / time.TotalSeconds;
    }

    private static async Task<long> CountSequencesAsync(string path)
    {
        await using var log = SequenceLog.Open(o => o.UseSqlite(path));
        return (await log.GetSystemStatisticsAsync()).Sequences.Total;
    }

    // Warm first: several processes that compile the same methods at once take the processors from what is measured.
    private static void Repeat(double seconds, Action<int> act)
    {
        Console.WriteLine(Count(seconds / 2, act));
        Console.ReadLine();
        Console.WriteLine(Count(seconds, act));
    }

    private static int Count(double seconds, Action<int> act)
    {
        var count = 0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < seconds; count++)
        {
            act(count);
        }

        return count;
    }

    /// <returns>What they counted in their time, and what they had done before it.</returns>
    private static async Task<(long Counted, long Before)> CountTogetherAsync(int processes, string command, string path, TimeSpan time)
    {
        var others = Enumerable.Range(0, processes).Select(_ => Start(command, path, time)).ToArray();
        var before = 0L;
        foreach (var other in others)
        {
            before += await ReadCountAsync(other);
        }

        foreach (var other in others)
        {
            await other.StandardInput.WriteLineAsync("go");
        }

        var counted = 0L;
        foreach (var other in others)
        {
            using (other)
            {
                counted += await ReadCountAsync(other);
                await other.WaitForExitAsync();
            }
        }

        return (counted, before);
    }

    private static async Task<long> ReadCountAsync(Process other)
    {
        var line = await other.StandardOutput.ReadLineAsync();
        Effect.IsTrue(long.TryParse(line, CultureInfo.InvariantCulture, out var count), "another process did not count");
        return count;
    }

    private static Process Start(string command, string path, TimeSpan time) =>
        ThisProgram.Start([command, path, time.TotalSeconds.ToString(CultureInfo.InvariantCulture)], start => start.RedirectStandardInput = start.RedirectStandardOutput = true);
}
