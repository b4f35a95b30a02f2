using System.Diagnostics;
using SequenceLogging.Benchmarks.Beginning;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Timing;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// How many journeys begin in a second: in one process as the library comes, and in several processes that take one id at a
/// time from one file, against transactions of a single row.
/// </summary>
internal sealed class BeginTarget : Target
{
    private const int Processes = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public override string Id => "P6";

    public override string Question => "Begin, and its id safe as promised";

    public override async Task MeasureAsync(Effort effort, Workspace workspace, Findings findings)
    {
        var rates = new List<double>();
        var time = TimeSpan.FromSeconds(effort.Choose(3, 1, 0.05));
        for (var round = 0; round < effort.Choose(5, 3, 1); round++)
        {
            await workspace.InFolderAsync(async folder => rates.Add(await BeginAloneAsync(folder, time, findings)));
        }

        findings.AtLeast("one process, default set-up", Median.Of(rates), 500_000, "#,0/s");
        await CompareProcessesAsync(effort, workspace, findings, time);
    }

    private static async Task<double> BeginAloneAsync(string folder, TimeSpan time, Findings findings)
    {
        const int Most = 1_000_000;
        await using var log = SequenceLog.Open(o => o.UseSqlite(Path.Combine(folder, "sequences.db")));
        var ids = new SequenceId[Most];
        var warm = Begin(100, Patience);
        var start = Stopwatch.GetTimestamp();
        var begun = Begin(Most, time);
        var took = Stopwatch.GetElapsedTime(start);
        await log.FlushAsync(Patience);
        var stored = Stopwatch.GetElapsedTime(start);
        Effect.Equal(begun, ids.Take(begun).Distinct().Count(), "different ids");
        Effect.Equal(warm + begun, (await log.GetSystemStatisticsAsync()).Sequences.Total, "sequences in the store");
        findings.Note(
            $"- {begun:#,0} journeys began at {begun / took.TotalSeconds:#,0} a second,",
            $"and were stored at {begun / stored.TotalSeconds:#,0} a second.");
        return begun / took.TotalSeconds;

        int Begin(int most, TimeSpan within)
        {
            var watch = Stopwatch.StartNew();
            var count = 0;
            for (; count < most && (count % 64 != 0 || watch.Elapsed < within); count++)
            {
                using var scope = log.Begin(count);
                ids[count] = scope.SequenceId;
            }

            return count;
        }
    }

    private static async Task CompareProcessesAsync(Effort effort, Workspace workspace, Findings findings, TimeSpan time)
    {
        var together = new List<double>();
        var single = new List<double>();
        var alone = new List<double>();
        var singleTogether = new List<double>();
        for (var round = 0; round < effort.Choose(5, 2, 1); round++)
        {
            await workspace.InFolderAsync(folder => Task.FromResult(CommitSingleRows(folder, time, single)));
            await workspace.InFolderAsync(async folder =>
                together.Add(await BeginningProcess.RunTogetherAsync(Processes, Path.Combine(folder, "sequences.db"), time)));
            await workspace.InFolderAsync(async folder =>
                alone.Add(await BeginningProcess.RunTogetherAsync(1, Path.Combine(folder, "sequences.db"), time)));
            await workspace.InFolderAsync(async folder =>
                singleTogether.Add(await BeginningProcess.CommitTogetherAsync(Processes, folder, time)));
        }

        findings.AtLeast(
            FormattableString.Invariant($"{Processes} processes on one file, one id at a time, against single-row transactions (FULL)"),
            Median.OfRatios(together, single), 0.8, "0.00 ×");
        findings.Note(
            $"- {Processes} processes on one file, `IdBlockSize` 1: {Median.Of(together):#,0} ids a second together;",
            $"one process that commits single rows with FULL and does nothing else: {Median.Of(single):#,0} a second.");
        findings.Note(
            $"- Floors of the same rounds: one process with `IdBlockSize` 1 alone: {Median.Of(alone):#,0} ids a second;",
            $"{Processes} processes that commit single rows to one file, and wait by SQLite's own lock: {Median.Of(singleTogether):#,0} a second together.");
    }

    private static double CommitSingleRows(string folder, TimeSpan time, List<double> rates)
    {
        using var rows = new SingleRows(folder);
        var commits = 0;
        var watch = Stopwatch.StartNew();
        for (; commits == 0 || watch.Elapsed < time; commits++)
        {
            rows.Commit();
        }

        rates.Add(commits / watch.Elapsed.TotalSeconds);
        Effect.Equal(commits, rows.Count, "rows in the table");
        return rates[^1];
    }
}
