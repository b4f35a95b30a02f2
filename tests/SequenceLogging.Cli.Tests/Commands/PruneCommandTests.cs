using System.Text.Json;
using SequenceLogging.StoreContract;

namespace SequenceLogging.Cli.Tests.Commands;

public sealed class PruneCommandTests : IAsyncLifetime
{
    private readonly Seqlog _seqlog = new();
    private readonly string _store = $"memory://{Guid.NewGuid():N}";

    public async ValueTask InitializeAsync()
    {
        await using var app = OpenApp(out var clock);
        clock.Set(Samples.Now.AddDays(-100));
        var (completed, failed, active) = (app.Begin(1), app.Begin(2), app.Begin(3));
        app.Step(completed, "A");
        app.Link(completed, "ads:ad:87");
        app.Sequences.Complete(completed);
        app.FailStep(failed, "B");
        app.Step(active, "C");
        clock.Set(Samples.Now.AddDays(-80));
        app.Sequences.Complete(app.Begin(4));
    }

    public ValueTask DisposeAsync()
    {
        Testing.InMemoryStoreProvider.Forget(_store);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task OldJourneysGoAndActiveOnesAreNamed()
    {
        Assert.Equal(ExitCode.Ok, await RunAsync("--older-than", "90d"));

        Assert.StartsWith($"✔ pruned from {_store}: 2 sequences, 2 steps, 1 link, ", _seqlog.Out, StringComparison.Ordinal);
        Assert.Contains("idle since 2025-04-17 12:00:00 UTC", _seqlog.Out, StringComparison.Ordinal);
        Assert.Equal(
            "seqlog: 1 active sequence has been idle for as long and stays. To prune those too, add --status active.\n",
            _seqlog.Error);
        Assert.Equal([3, 4], await UsersAsync());
    }

    [Fact]
    public async Task ADryRunOnlyCounts()
    {
        Assert.Equal(ExitCode.Ok, await RunAsync("--older-than", "2000h", "--dry-run", "--json"));

        var answer = JsonDocument.Parse(_seqlog.Out).RootElement;
        Assert.Equal(
            (true, 2L, 1L, "2025-04-24T04:00:00.000000Z"),
            (answer.GetProperty("dryRun").GetBoolean(), answer.GetProperty("sequences").GetInt64(),
                answer.GetProperty("idleActive").GetInt64(), answer.GetProperty("idleSince").GetString()));
        Assert.Equal([1, 2, 3, 4], await UsersAsync());
    }

    [Theory]
    [InlineData("completed", new long[] { 2, 3, 4 })]
    [InlineData("active", new long[] { 1, 2, 4 })]
    [InlineData("abandoned", new long[] { 1, 2, 3, 4 })]
    public async Task AStatusNarrowsItDown(string status, long[] left)
    {
        Assert.Equal(ExitCode.Ok, await RunAsync("--older-than", "13w", "--status", status));

        Assert.Empty(_seqlog.Error);
        Assert.Equal(left, await UsersAsync());
    }

    [Theory]
    [InlineData("90")]
    [InlineData("d")]
    [InlineData("0d")]
    [InlineData("-5d")]
    [InlineData("90 d")]
    [InlineData("90m")]
    [InlineData("999999w")]
    public async Task WhatIsNoAgeIsAUsageErrorThatShowsOne(string age)
    {
        Assert.Equal(ExitCode.Usage, await RunAsync("--older-than", age));
        Assert.Contains($"\"{age}\" is no age. Write a number of hours, days or weeks (12h, 90d, 4w)", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAnAgeNothingIsPruned()
    {
        Assert.Equal(ExitCode.Usage, await RunAsync());
        Assert.Contains("--older-than", _seqlog.Error, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4], await UsersAsync());
    }

    private Task<int> RunAsync(params string[] arguments)
    {
        _seqlog.Around = _seqlog.Around with { Time = new Testing.TestClock(Samples.Now) };
        return _seqlog.RunAsync(["prune", .. arguments, "--store", _store]);
    }

    private Application OpenApp(out Testing.TestClock clock)
    {
        var made = clock = new Testing.TestClock(Samples.Now);
        return new Application(SequenceLog.Open(o => { o.UseInMemory(_store); o.TimeProvider = made; }), clock);
    }

    private async Task<IEnumerable<long>> UsersAsync()
    {
        await using var app = OpenApp(out _);
        var found = await app.Store.Reader.FindAsync(new Journeys.SequenceQuery(), TestContext.Current.CancellationToken);
        return found.Select(h => h.UserId!.Value.Number!.Value).Order();
    }
}
