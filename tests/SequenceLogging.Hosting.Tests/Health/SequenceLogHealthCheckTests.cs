using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using SequenceLogging.Storage;

namespace SequenceLogging.Hosting.Tests.Health;

public class SequenceLogHealthCheckTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task AStoreThatAnswersAndHasEverythingIsHealthy()
    {
        using var folder = new TempFolder();
        await using var app = App(o => o.UseSqlite(folder.File("bot.db")), Long);
        LogSteps(app, 3);

        var entry = await CheckAsync(app);

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal($"SQLite {folder.File("bot.db")} answers, and has all that was logged.", entry.Description);
        Assert.Equal(
            "store=SQLite " + folder.File("bot.db") + ", emitted=3, stored=3, duplicate=0, rejected=0, dropped=0, pending=0, "
            + "failed_tries=0, damages=0, restarts=0",
            string.Join(", ", entry.Data.Select(d => $"{d.Key}={d.Value}")));
    }

    [Fact]
    public async Task RejectedRecordsDegrade()
    {
        await using var app = App(o => o.Use(new StoreWithReader(new InMemoryDouble(), () => Task.FromResult(0L))), Long);
        var logger = app.GetRequiredService<ILogger<SequenceLogHealthCheckTests>>();
        logger.LogInformation("{StepName} outside of any sequence", "User_Flow_1_Start");
        logger.LogInformation("{StepName} in {SequenceId}", "User_Flow_1_Start", "seq-1");

        var entry = await CheckAsync(app);

        Assert.Equal(
            (HealthStatus.Degraded, "the store: rejected since the start: 2 (no_sequence 1, bad_sequence_id 1)."),
            (entry.Status, entry.Description));
        Assert.Equal((2L, 1L), (entry.Data["rejected"], entry.Data["rejected.bad_sequence_id"]));
    }

    [Fact]
    public async Task RecordsThatWaitTooLongDegrade()
    {
        var slow = new SlowStore(new InMemoryDouble());
        await using var app = App(
            o => o.Use(new StoreWithReader(slow, () => Task.FromResult(0L))), TimeSpan.FromSeconds(0.5));
        LogSteps(app, 2);
        await slow.Reached;

        var entry = await CheckAsync(app);
        Assert.Equal(
            (HealthStatus.Degraded, "the store: waiting to be written: 2, some for more than 0.5 s."),
            (entry.Status, entry.Description));
        Assert.Equal(2L, entry.Data["pending"]);

        slow.LetGo();
        await MustBecomeHealthyAsync(app);
    }

    [Fact]
    public async Task DroppedRecordsDegrade()
    {
        var slow = new SlowStore(new InMemoryDouble());
        await using var app = App(
            o =>
            {
                o.Use(new StoreWithReader(slow, () => Task.FromResult(0L)));
                o.QueueBytes = 1 << 20;
                o.FullWait = TimeSpan.Zero;
                o.BatchSize = 1;
            },
            Long);
        LogSteps(app, 1);
        await slow.Reached;
        var logger = app.GetRequiredService<ILogger<SequenceLogHealthCheckTests>>();
        for (var i = 0; i < 100; i++)
        {
            logger.LogInformation("{StepName} in {SequenceId}: {Text}", "A", Stored.Id, new string('x', 20_000));
        }

        slow.LetGo();
        var entry = await CheckAsync(app);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.InRange((long)entry.Data["dropped.queue_full"], 1, 99);
        Assert.Contains("(queue_full ", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoreThatDoesNotAnswerInTimeIsUnhealthyAndIsNotAskedTwiceAtOnce()
    {
        var answer = new TaskCompletionSource<long>();
        var store = new StoreWithReader(new InMemoryDouble(), () => answer.Task);
        await using var app = App(o => o.Use(store), Short);

        var entry = await CheckAsync(app);
        Assert.Equal(
            (HealthStatus.Unhealthy, "the store has not answered for 0.05 s."), (entry.Status, entry.Description));
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(app)).Status);
        Assert.Equal(1, store.Questions);

        answer.SetResult(0);
        await MustBecomeHealthyAsync(app);
    }

    [Fact]
    public async Task AStoreThatBlocksTheThreadIsUnhealthyToo()
    {
        using var gate = new ManualResetEventSlim();
        var store = new StoreWithReader(new InMemoryDouble(), () =>
        {
            gate.Wait(Long);
            return Task.FromResult(0L);
        });
        await using var app = App(o => o.Use(store), Short);

        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(app)).Status);
        gate.Set();
    }

    [Fact]
    public async Task AStoreThatFailsSaysWhyInItsOwnWords()
    {
        var store = new StoreWithReader(
            new InMemoryDouble(), () => throw new SequenceStoreException("The disk is gone. Mount it again."));
        await using var app = App(o => o.Use(store), Long);

        var entry = await CheckAsync(app);

        Assert.Equal(
            (HealthStatus.Unhealthy, "the store does not answer: The disk is gone. Mount it again."),
            (entry.Status, entry.Description));
        Assert.IsType<SequenceStoreException>(entry.Exception);
    }

    [Fact]
    public async Task WordsOfOthersAreNotRepeatedForTheyMayHoldASecret()
    {
        var store = new StoreWithReader(
            new InMemoryDouble(), () => throw new InvalidOperationException("Login failed: Password=hunter2"));
        await using var app = App(o => o.Use(store), Long);

        var entry = await CheckAsync(app);

        Assert.Equal("the store does not answer: InvalidOperationException.", entry.Description);
        Assert.Null(entry.Exception);
    }

    [Fact]
    public async Task NameTagsAndFailureStatusAreTheCallers()
    {
        var store = new StoreWithReader(new InMemoryDouble(), () => throw new SequenceStoreException("Gone."));
        var services = new ServiceCollection();
        services.AddSequenceLogging(o => o.Use(store));
        services.AddHealthChecks().AddSequenceLogging("journeys", HealthStatus.Degraded, ["ready"]);
        await using var app = services.BuildServiceProvider();

        var report = await app.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        var (name, entry) = Assert.Single(report.Entries);
        Assert.Equal(("journeys", HealthStatus.Degraded), (name, entry.Status));
        Assert.Equal(["ready"], entry.Tags);
    }

    [Fact]
    public async Task WithoutASequenceLogItSaysWhatToCall()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddHealthChecks().AddSequenceLogging();
        await using var app = services.BuildServiceProvider();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => app.GetRequiredService<HealthCheckService>().CheckHealthAsync());

        Assert.Equal(
            "The health check \"sequencelogging\" finds no SequenceLog. "
            + "Call services.AddSequenceLogging(o => o.UseSqlite(path)).",
            error.Message);
    }

    private static ServiceProvider App(Action<SequenceLogOptions> configure, TimeSpan timeLimit)
    {
        var services = new ServiceCollection();
        services.AddSequenceLogging(configure);
        services.AddHealthChecks().AddSequenceLogging(timeLimit: timeLimit);
        return services.BuildServiceProvider();
    }

    private static void LogSteps(ServiceProvider app, int count)
    {
        var logger = app.GetRequiredService<ILogger<SequenceLogHealthCheckTests>>();
        for (var i = 0; i < count; i++)
        {
            logger.LogInformation("{StepName} in {SequenceId}", "User_Flow_1_Start", Stored.Id);
        }
    }

    private static async Task<HealthReportEntry> CheckAsync(ServiceProvider app) =>
        (await app.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["sequencelogging"];

    /// <summary>On a busy machine a short limit may pass once more.</summary>
    private static async Task MustBecomeHealthyAsync(ServiceProvider app)
    {
        using var patience = new CancellationTokenSource(Long);
        while ((await CheckAsync(app)).Status is not HealthStatus.Healthy)
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
