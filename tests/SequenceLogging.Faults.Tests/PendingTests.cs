using System.Diagnostics;
using SequenceLogging.Storage;
using Serilog;

namespace SequenceLogging.Faults.Tests;

/// <summary>Sequences begin while the store is away: another process holds it, and does not let go.</summary>
public class PendingTests
{
    private static readonly TimeSpan IdTimeout = TimeSpan.FromMilliseconds(500);

    // What a busy machine may take beside that.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task KilledWhilePendingTheNextProcessBringsThemHomeWithTheirIds()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var (rounds, journeys, steps) = (Lane.Pick(3, 200), 0, 0);
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        for (var round = 1; round <= rounds; round++)
        {
            var acknowledged = folder.File($"round {round}");
            await BeginAndKillAsync(store, acknowledged, random);
            await store.ReopenAsync();
            var told = Read(acknowledged);
            var wrong = string.Join("; ", Wrong(store, told));
            Assert.True(wrong is "", $"seed {seed}, round {round}: {wrong}");
            store.MustBeWhole();
            store.MustHaveNoJournalLeft();
            (journeys, steps) = (journeys + told.Count, steps + told.Values.Sum());
        }

        Lane.Note(
            $"pending scopes: {rounds} rounds of kill -9 while the store was away, {journeys} pending sequences with {steps} acknowledged "
            + $"steps: all have their id, 0 steps lost, 0 doubled, order kept, integrity ok {rounds} times; seed {seed}");
    }

    [Fact]
    public async Task WithoutTheJournalTheSameCheckFindsLosses()
    {
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        await BeginAndKillAsync(store, folder.File("acknowledged"), new Random(1), "no-journal");
        await store.ReopenAsync();

        Assert.NotEmpty(Wrong(store, Read(folder.File("acknowledged"))));
    }

    [Fact]
    public async Task WhileAnotherProcessHoldsTheStoreBeginReturnsInTimeAndAllIsThereAfterwards()
    {
        const int Journeys = 200;
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        await using (var log = SequenceLog.Open(o => Configure(o, store)))
        {
            await using var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
            var held = log.Begin("ann");
            var latencies = new List<TimeSpan>();
            var told = new Dictionary<string, int>();
            using (var holder = Child.Start("hold", store.Path))
            {
                await holder.SaysAsync("held");
                for (var i = 1; i <= Journeys; i++)
                {
                    var start = Stopwatch.GetTimestamp();
                    using var scope = i % 2 == 0 ? log.Begin(i) : log.BeginOrResume(i);
                    latencies.Add(Stopwatch.GetElapsedTime(start));
                    Assert.True(scope.IsPending);
                    logger.Information("{StepName} {N}", "Counted", 1);
                    logger.Information("{StepName} {N}", "Counted", 2);
                    told.Add(scope.ToString(), 2);
                }

                Assert.True((await log.FlushAsync(TimeSpan.FromMilliseconds(1))).Counts.Pending > 0);
            }

            using (held)
            {
                Assert.True((await log.FlushAsync(TimeSpan.FromSeconds(60))).IsComplete);
                StoreFile.MustBalance(log.Delivery);
                Assert.Equal((3 * Journeys, 0, 0), (log.Delivery.Stored, log.Delivery.Rejected, log.Delivery.Dropped));
                Assert.Empty(Wrong(store, told));
                Assert.Equal(Journeys + 1, store.Count("SELECT count(*) FROM sequences"));
            }

            latencies.Sort();
            Assert.InRange(latencies[^1], TimeSpan.Zero, IdTimeout + Margin);
            Lane.Note(
                $"pending scopes: {Journeys} beginnings while another process held the store, longest {latencies[^1].TotalMilliseconds:0} ms "
                + $"with an IdTimeout of {IdTimeout.TotalMilliseconds:0} ms, median {latencies[Journeys / 2].TotalMilliseconds:0.000} ms; "
                + "all have their id");
        }

        store.MustBeWhole();
        store.MustHaveNoJournalLeft();
    }

    [Fact]
    public async Task WhereAnIdIsRequiredBeginThrowsInTimeAndNothingIsBegun()
    {
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        await using (var log = SequenceLog.Open(o =>
        {
            Configure(o, store);
            o.RequireId = true;
        }))
        {
            using var holder = Child.Start("hold", store.Path);
            await holder.SaysAsync("held");
            var clock = Stopwatch.StartNew();
            var error = Assert.Throws<SequenceStoreException>(() => log.Begin(1));
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, IdTimeout + Margin);
            Assert.Equal(StoreErrorKind.Busy, error.Kind);
        }

        await store.ReopenAsync();
        Assert.Equal(0, store.Count("SELECT count(*) FROM sequences"));
    }

    private static void Configure(SequenceLogOptions options, StoreFile store)
    {
        options.UseSqlite(store.Path);
        options.IdTimeout = IdTimeout;
    }

    private static async Task BeginAndKillAsync(StoreFile store, string acknowledged, Random random, params string[] settings)
    {
        using var child = Child.Start(["pending", store.Path, acknowledged, .. settings]);
        await child.SaysAsync("away");
        for (var wait = Stopwatch.StartNew(); Length() < 500 && wait.Elapsed < TimeSpan.FromSeconds(60);)
        {
            await Task.Delay(5);
        }

        await Task.Delay(random.Next(200));
        Assert.False(child.HasExited);
        child.Kill();

        long Length() => File.Exists(acknowledged) ? new FileInfo(acknowledged).Length : 0;
    }

    /// <summary>How many steps of each key were acknowledged; a line that was not written to its end tells nothing.</summary>
    private static Dictionary<string, int> Read(string acknowledged)
    {
        var whole = File.ReadAllText(acknowledged);
        var told = whole[..(whole.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .GroupBy(parts => parts[0], parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))
            .ToDictionary(g => g.Key, g => g.Max());
        Assert.NotEmpty(told);
        Assert.All(told.Keys, key => Assert.StartsWith("pending-", key, StringComparison.Ordinal));
        return told;
    }

    /// <summary>
    /// Each key must have an id of its own, with a user, whose steps are 1, 2, 3 and so on at least as far as was acknowledged; one
    /// more may have been under way.
    /// </summary>
    private static IEnumerable<string> Wrong(StoreFile store, Dictionary<string, int> told)
    {
        var known = store.AskTexts(
            """
            SELECT k.key || ' ' || k.sequence || ' ' || s.sequence_id FROM sequence_keys k JOIN sequences s ON s.id = k.sequence
             WHERE s.user_id IS NOT NULL
            """).Select(row => row.Split(' ')).ToDictionary(parts => parts[0], parts => (Sequence: long.Parse(
                parts[1], System.Globalization.CultureInfo.InvariantCulture), Id: parts[2]));
        if (known.Values.Select(k => k.Id).Distinct().Count() < known.Count)
        {
            yield return "two journeys share an id";
        }

        foreach (var (key, steps) in told)
        {
            var stored = known.TryGetValue(key, out var sequence) ? store.NumbersOf(sequence.Sequence).ToArray() : [];
            if (stored.Length < steps
                || stored.Length > steps + 1
                || !stored.SequenceEqual(Enumerable.Range(1, stored.Length).Select(n => (long)n)))
            {
                yield return $"{key}: {steps} steps were acknowledged, stored are {string.Join(',', stored)}";
            }
        }
    }
}
