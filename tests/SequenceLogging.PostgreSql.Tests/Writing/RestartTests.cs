using System.Diagnostics;
using PostgresServer;
using SequenceLogging.Storage;
using Serilog;

namespace SequenceLogging.PostgreSql.Tests.Writing;

public sealed class RestartTests : IDisposable
{
    private readonly Server _server;
    private readonly TempFolder _folder = new();

    public RestartTests()
    {
        var (server, reason) = Server.TryStart(isOwn: true);
        Assert.SkipWhen(server is null && !SharedServer.IsRequired, reason ?? "");
        _server = server ?? throw new InvalidOperationException(reason);
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task AServerThatStopsAtOnceAndComesBackInMidLoadLosesAndDoublesNothing()
    {
        const int Restarts = 2;
        var store = _server.NewStore();
        var ids = new List<SequenceId>();
        var steps = 0;
        await using var log = SequenceLog.Open(o =>
        {
            o.UsePostgreSql(store);
            o.JournalPath = _folder.File("journal");
        });
        await using (var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger())
        {
            using var stop = new CancellationTokenSource();
            var writing = Task.Run(() => Write(log, logger, stop.Token), TestStore.Token);
            for (var restart = 0; restart < Restarts; restart++)
            {
                await AwaitMoreAsync(log);
                _server.StopImmediately();
                _server.Start();
                var start = Stopwatch.GetTimestamp();
                await AwaitMoreAsync(log);
                Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(3));
            }

            await stop.CancelAsync();
            (ids, steps) = await writing;
        }

        Assert.True((await log.FlushAsync(TimeSpan.FromSeconds(60))).IsComplete);
        var reader = log.Store.Reader;
        Assert.Equal(steps, (await reader.GetStatisticsAsync(TestStore.Token)).Steps.Total);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        foreach (var id in ids)
        {
            var details = await reader.GetDetailsAsync(id, TestStore.Token);
            Assert.Equal(Enumerable.Range(1, details!.StepCount).Select(n => $"Step {n}"), details.Steps.Select(s => s.StepName.Value));
        }

        Assert.Equal(steps, Server.Execute(store, "SELECT count(*) FROM steps"));
    }

    [Fact]
    public async Task AQuestionAfterARestartIsAnsweredAtOnce()
    {
        var options = TestStore.Options(_server.NewStore());
        await using var store = options.Provider!.Open(options);
        await using var reader = options.Provider!.OpenReader(options);
        var id = await store.CreateAsync(new NewSequence { CreatedAt = TestStore.Noon }, TestStore.Token);
        Assert.NotNull(await reader.GetDetailsAsync(id, TestStore.Token));
        Assert.NotNull(await store.Reader.GetDetailsAsync(id, TestStore.Token));

        _server.StopImmediately();
        await AssertUnavailable(async () => await reader.GetDetailsAsync(id, TestStore.Token));
        await AssertUnavailable(async () => await store.CreateAsync(new NewSequence { CreatedAt = TestStore.Noon }, TestStore.Token));
        await AssertUnavailable(async () => await store.RecoverAsync(StoreErrorKind.Unavailable, TestStore.Token));
        _server.Start();

        Assert.NotNull(await reader.GetDetailsAsync(id, TestStore.Token));
        Assert.NotNull(await store.Reader.GetDetailsAsync(id, TestStore.Token));
        Assert.Equal(2, (await store.CreateAsync(new NewSequence { CreatedAt = TestStore.Noon }, TestStore.Token)).Number);
        await store.RecoverAsync(StoreErrorKind.Unavailable, TestStore.Token);

        static async Task AssertUnavailable(Func<Task> call) =>
            Assert.Equal(StoreErrorKind.Unavailable, (await Assert.ThrowsAsync<SequenceStoreException>(call)).Kind);
    }

    private static (List<SequenceId> Ids, int Steps) Write(SequenceLog log, ILogger logger, CancellationToken stop)
    {
        var (ids, steps) = (new List<SequenceId>(), 0);
        while (!stop.IsCancellationRequested)
        {
            using var scope = log.Begin();
            for (var step = 1; step <= 20; step++, steps++)
            {
                logger.Information("{StepName}", $"Step {step}");
            }

            if (!scope.IsPending)
            {
                ids.Add(scope.SequenceId);
            }
        }

        return (ids, steps);
    }

    private static async Task AwaitMoreAsync(SequenceLog log)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestStore.Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        for (var before = log.Delivery.Stored; log.Delivery.Stored < before + 100;)
        {
            await Task.Delay(5, patience.Token);
        }
    }
}
