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
        var single = new List<double>();
        var runs = new (Func<string, Task<double>> Run, List<double> Rates)[]
        {
            (folder => BeginningProcess.RunTogetherAsync(Processes, StoreIn(folder), time), []),
            (folder => BeginningProcess.RunTogetherAsync(1, StoreIn(folder), time), []),
            (folder => BeginningProcess.CommitTogetherAsync(Processes, folder, time), []),
            (folder => ChangePagesAsync(1, BeginningProcess.PagesCommand, folder), []),
            (folder => ChangePagesAsync(Processes, BeginningProcess.PagesCommand, folder), []),
            (folder => ChangePagesAsync(Processes, BeginningProcess.PagesInTurnsCommand, folder), []),
        };
        for (var round = 0; round < effort.Choose(5, 2, 1); round++)
        {
            await workspace.InFolderAsync(folder => Task.FromResult(CommitSingleRows(folder, time, single)));
            foreach (var (run, rates) in runs)
            {
                await workspace.InFolderAsync(async folder => rates.Add(await run(folder)));
            }
        }

        var median = runs.Select(r => Median.Of(r.Rates)).ToArray();
        findings.AtLeast(
            FormattableString.Invariant($"{Processes} processes on one file, one id at a time, against single-row transactions (FULL)"),
            Median.OfRatios(runs[0].Rates, single), 0.8, "0.00 ×");
        findings.Note(
            $"- {Processes} processes on one file, `IdBlockSize` 1: {median[0]:#,0} ids a second together;",
            $"one process that commits single rows with FULL and does nothing else: {Median.Of(single):#,0} a second.");
        findings.Note(
            $"- Floors of the same rounds: one process with `IdBlockSize` 1 alone: {median[1]:#,0} ids a second;",
            $"{Processes} processes that commit single rows to one file, and wait by SQLite's own lock: {median[2]:#,0} a second together.");
        findings.Note(
            $"- Transactions of the C API that change the pages of a beginning sequence (counter, row, four indexes, total), and do nothing else:",
            $"one process {median[3]:#,0} a second; {Processes} that wait by SQLite's own lock {median[4]:#,0} together,",
            $"by a file that is locked, looked at every millisecond, {median[5]:#,0}. That of one process is",
            $"{Median.OfRatios(runs[3].Rates, single):0.00} of single rows.");

        Task<double> ChangePagesAsync(int processes, string command, string folder) =>
            BeginningProcess.ChangePagesTogetherAsync(processes, command, StoreIn(folder), time);
    }

    private static string StoreIn(string folder) => Path.Combine(folder, "sequences.db");

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
