using System.Diagnostics;
using System.Globalization;
using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Tests.Processes;
using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Sqlite.Tests.Recovery;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.Sqlite.Tests.Figures;

/// <summary>
/// The figures of decision 0015: what a backup and a pruning take, and what another process feels of them. With
/// <c>SEQLOG_LANE=long</c> the store has as many sequences as there.
/// </summary>
public sealed class LifeFigureTests : IDisposable
{
    private const int Steps = 8;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("SEQLOG_LANE") == "long";
    private static readonly int Sequences = IsLong ? 100_000 : 2_000;
    private static readonly DateTimeOffset At = StoreUnderTest.Noon;

    private readonly StoreUnderTest _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task ABackupIsWrittenBesideAProcessThatLogs()
    {
        await FillAsync();
        var alone = Stopwatch.StartNew();
        using (var prompt = new SqlPrompt(_files.Path))
        {
            prompt.Execute($"VACUUM INTO '{_files.File("vacuumed.db")}'");
        }

        alone.Stop();
        using var writer = ChildProcess.Start("write", _files.Path, "1000000", "3", "2");
        Assert.NotNull(await writer.ReadLineAsync());
        var reading = writer.ReadToEndAsync();
        var wal = new FileInfo(_files.Path + "-wal");
        var before = wal.Length;
        var clock = Stopwatch.StartNew();

        var backup = await SqliteBackup.WriteAsync(_files.Path, _files.File("backup.db"), cancellationToken: Token);

        clock.Stop();
        wal.Refresh();
        Note($"backup of {Megabytes(new FileInfo(_files.Path).Length)} with check and fsync, beside a process that logs: {clock.Elapsed.TotalSeconds:0.0} s, the WAL grew from {Megabytes(before)} to {Megabytes(wal.Length)}; VACUUM INTO before that, with nobody else: {alone.Elapsed.TotalSeconds:0.0} s");
        writer.Kill();
        await reading;
        Assert.InRange(backup.Sequences, Sequences + 1, long.MaxValue);
    }

    [Fact]
    public async Task APruningOfAllLetsOthersCommit()
    {
        await FillAsync();
        await using var store = _files.Open();
        var before = await store.Reader.GetSizeAsync(Token);
        var free = await CommitsOfAnotherAsync(() => Task.Delay(TimeSpan.FromSeconds(1), Token));
        var steps = new List<TimeSpan>();
        var clock = new Stopwatch();

        var beside = await CommitsOfAnotherAsync(async () =>
        {
            clock.Start();
            steps.AddRange(await PruneAllAsync(store, new PruneQuery { IdleSince = At.AddDays(1), Limit = 1_000 }));
            clock.Stop();
        });

        var after = await store.Reader.GetSizeAsync(Token);
        steps.Sort();
        Note($"pruning {Sequences:N0} sequences with {Steps} steps, a link and a status each, 10 ms of rest after each step: {clock.Elapsed.TotalSeconds:0.0} s, {steps.Count:N0} steps, half of them under {steps[steps.Count / 2].TotalMilliseconds:0.0} ms; a commit of another process, p50 and p99, without it {free}, beside it {beside}; live bytes {Megabytes(before)} and {Megabytes(after)}");
        Assert.Empty(await store.Reader.FindAsync(new SequenceQuery { Status = SequenceStatus.Completed }, Token));

        // What the other process has begun meanwhile is not what is asked about, and is more on a faster machine.
        await PruneAllAsync(store, new PruneQuery { IdleSince = DateTimeOffset.MaxValue, Status = SequenceStatus.Active, Limit = 1_000 });
        Assert.InRange(await store.Reader.GetSizeAsync(Token), 1, before / 2);
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");

    private static void Note(FormattableString figure) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{(IsLong ? "long" : "quick")}: {FormattableString.Invariant(figure)}; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");

    private static async Task<List<TimeSpan>> PruneAllAsync(ISequenceStore store, PruneQuery query)
    {
        var steps = new List<TimeSpan>();
        for (SequenceId? after = null; ;)
        {
            var start = Stopwatch.GetTimestamp();
            var step = await store.PruneAsync(query with { After = after }, Token);
            steps.Add(Stopwatch.GetElapsedTime(start));
            if (step.Next is null)
            {
                return steps;
            }

            after = step.Next;
            await Task.Delay(TimeSpan.FromMilliseconds(10), Token);
        }
    }

    private async Task FillAsync()
    {
        const int InOneBatch = 500;
        await using var store = _files.Open();
        for (var first = 1; first <= Sequences; first += InOneBatch)
        {
            var batch = new Batch($"batch {first}");
            for (var number = first; number < first + InOneBatch; number++)
            {
                var id = new SequenceId(2025, 7, number);
                batch.Begin(id, At, new NewSequence { CreatedAt = At, UserId = number });
                for (var step = 1; step <= Steps; step++)
                {
                    batch.Step(id, $"CreateAd_Step_{step}_Do", At);
                }

                batch.Link(id, ComponentLink.Parse($"ads:ad:{number}"), At).Status(id, SequenceStatus.Completed, At);
            }

            await store.AppendAsync(batch, Token);
        }
    }

    /// <summary>Has another process take id after id for so long as something runs here, and says how long its commits took.</summary>
    private async Task<string> CommitsOfAnotherAsync(Func<Task> run)
    {
        using var other = ChildProcess.Start("turns", _files.Path, "600");
        Assert.Equal("ready", await other.ReadLineAsync());
        other.Say("go");
        await run();
        other.Say("enough");
        var said = (await other.ReadLineAsync())!.Split(' ');
        return $"{said[4]} and {said[3]} ms";
    }
}
