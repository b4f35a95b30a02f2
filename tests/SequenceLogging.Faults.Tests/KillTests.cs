using System.Diagnostics;
using FaultWriter;

namespace SequenceLogging.Faults.Tests;

/// <summary><c>kill -9</c> at random times while 8 threads write.</summary>
public class KillTests
{
    private const int Threads = 8;
    private const int RoundsPerStore = 10;

    [Fact]
    public async Task NoStepWhoseLogCallHadReturnedIsLostOrDoubled()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var (rounds, steps, mostAdopted, clock) = (0, 0L, 0L, Stopwatch.StartNew());
        while (IsGoingOn(rounds, steps))
        {
            using var folder = new TempFolder();
            var store = new StoreFile(folder.File("sequences.db"));
            for (var i = 0; i < RoundsPerStore && IsGoingOn(rounds, steps); i++)
            {
                using var acknowledged = await WriteAndKillAsync(store, folder.File($"round {i}"), random);
                var adopted = await store.ReopenAsync();
                var wrong = string.Join("; ", store.WrongSteps(acknowledged));
                Assert.True(wrong is "", $"seed {seed}, round {rounds}: {wrong}");
                store.MustBeWhole();
                store.MustHaveNoJournalLeft();
                (rounds, steps, mostAdopted) = (rounds + 1, steps + acknowledged.Total, Math.Max(mostAdopted, adopted.Stored));
            }
        }

        Lane.Note(
            $"kill -9: {rounds} rounds, {steps} acknowledged steps, 0 lost, 0 doubled, integrity ok {rounds} times; "
            + $"most brought home from one journal {mostAdopted}; {clock.Elapsed.TotalSeconds:0} s; seed {seed}");
    }

    [Fact]
    public async Task WithoutTheJournalTheSameCheckFindsLosses()
    {
        var random = new Random(1);
        for (var round = 1; round <= 10; round++)
        {
            using var folder = new TempFolder();
            var store = new StoreFile(folder.File("sequences.db"));
            using var acknowledged = await WriteAndKillAsync(store, folder.File("acknowledged"), random, "no-journal");
            await store.ReopenAsync();
            if (store.WrongSteps(acknowledged).Any())
            {
                store.MustBeWhole();
                var lost = acknowledged.Total - store.Count("SELECT count(*) FROM steps");
                Lane.Note(
                    $"kill -9 without the journal: {lost} of {acknowledged.Total} acknowledged steps lost in round {round}");
                return;
            }
        }

        Assert.Fail("Ten kills without a journal lost nothing: the check does not see losses.");
    }

    [Theory]
    [InlineData("DELETE FROM steps WHERE step_order = 100")]
    [InlineData("DELETE FROM steps WHERE step_order > 250")]
    [InlineData(
        "INSERT INTO steps (id, sequence, step_order, kind, status, timestamp, previous, message, metadata) "
        + "SELECT 1000, sequence, 301, kind, status, timestamp, id, message, metadata FROM steps WHERE step_order = 100")]
    [InlineData("UPDATE steps SET metadata = json_object('N', 201 - step_order) WHERE step_order IN (100, 101)")]
    public async Task TheCheckFindsLostDoubledAndSwappedSteps(string tampering)
    {
        using var crashed = await CrashedStore.MakeAsync();
        using var folder = new TempFolder();
        var store = crashed.CopyTo(folder);
        await store.ReopenAsync();
        Assert.Empty(store.WrongSteps(crashed.Acknowledged));

        store.Execute(tampering);

        Assert.NotEmpty(store.WrongSteps(crashed.Acknowledged));
    }

    private static bool IsGoingOn(int rounds, long steps) =>
        rounds < Lane.Pick(5, 200) || steps < Lane.Pick(1_000, 1_000_000);

    private static async Task<Acknowledgements> WriteAndKillAsync(
        StoreFile store, string acknowledgedPath, Random random, params string[] settings)
    {
        var acknowledged = new Acknowledgements(acknowledgedPath, Threads);
        using var child = Child.Start(
            ["steps", store.Path, acknowledgedPath, Threads, int.MaxValue, "wait", .. settings]);
        await child.SaysAsync("open");

        // Mostly while all threads write; now and then before they do.
        if (random.Next(10) > 0)
        {
            for (var wait = Stopwatch.StartNew(); acknowledged.Total < 1_000 && wait.Elapsed < TimeSpan.FromSeconds(60);)
            {
                await Task.Delay(5);
            }
        }

        await Task.Delay(random.Next(Lane.Pick(200, 600)));
        Assert.False(child.HasExited);
        child.Kill();
        return acknowledged;
    }
}
