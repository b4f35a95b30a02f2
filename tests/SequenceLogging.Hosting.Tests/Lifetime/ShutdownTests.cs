using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SequenceLogging.Sqlite;

namespace SequenceLogging.Hosting.Tests.Lifetime;

public sealed class ShutdownTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Store => _folder.File("bot.db");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TheLastLinesOfAllServicesAreStored(bool isAddedFirst)
    {
        var builder = TestHost.CreateBuilder();
        if (isAddedFirst)
        {
            builder.Services.AddSequenceLogging(o => o.UseSqlite(Store));
        }

        builder.Services.AddHostedService<TalkingService>();
        builder.Services.AddSingleton<TalkingDisposable>();
        builder.Services.AddSingleton<TalkingAsyncDisposable>();
        if (!isAddedFirst)
        {
            builder.Services.AddSequenceLogging(o => o.UseSqlite(Store));
        }

        var host = builder.Build();
        _ = host.Services.GetRequiredService<TalkingAsyncDisposable>();
        await host.StartAsync();
        _ = host.Services.GetRequiredService<TalkingDisposable>();
        await host.StopAsync();
        host.Dispose();

        Assert.Equal(
            ["Started", "Stopping", "Stop", "Stopped", "Dispose", "DisposeAsync"], await Stored.StepsAsync(Store));
    }

    [Fact]
    public async Task AHundredThousandStepsThatAreOnTheirWayAreStoredWhenTheHostStops()
    {
        const int Steps = 100_000;
        var builder = TestHost.CreateBuilder();
        builder.Services.AddSequenceLogging(o =>
        {
            o.UseSqlite(Store);
            o.BatchDelay = TimeSpan.FromSeconds(10);
        });
        var host = builder.Build();
        await host.StartAsync();
        var logger = host.Services.GetRequiredService<ILogger<ShutdownTests>>();
        using (var scope = host.Services.GetRequiredService<SequenceLog>().Begin(1))
        {
            for (var n = 1; n <= Steps; n++)
            {
                logger.LogInformation("{StepName} {N}", "Counted", n);
            }
        }

        var clock = Stopwatch.StartNew();
        await host.StopAsync();
        host.Dispose();

        TestContext.Current.TestOutputHelper?.WriteLine($"{Steps} steps were on their way; stopped after {clock.Elapsed.TotalSeconds:0.0} s");
        await using var reader = new SqliteStoreProvider().OpenReader(new SequenceLogOptions { Store = Store });
        Assert.Equal(Steps, (await reader.GetStatisticsAsync()).Steps.Total);
    }

    [Fact]
    public async Task TheStoreIsClosedBehindTheLastService()
    {
        var store = new InMemoryDouble();
        var builder = TestHost.CreateBuilder();
        builder.Services.AddSequenceLogging(o => o.Use(store));
        var host = builder.Build();
        await host.StartAsync();
        _ = host.Services.GetRequiredService<SequenceLog>();
        _ = host.Services.GetRequiredService<ILogger<ShutdownTests>>();
        await host.StopAsync();
        Assert.False(store.IsDisposed);

        host.Dispose();

        Assert.True(store.IsDisposed);
    }

    [Fact]
    public async Task AnEndWithoutAStopLosesNothing()
    {
        var builder = TestHost.CreateBuilder();
        builder.Services.AddSequenceLogging(o => o.UseSqlite(Store));
        builder.Services.AddHostedService<TalkingService>();
        var host = builder.Build();
        await host.StartAsync();
        await ((IAsyncDisposable)host).DisposeAsync();

        Assert.Equal(["Started"], await Stored.StepsAsync(Store));
    }

    [Fact]
    public async Task WhatCouldNotBeWrittenInTimeIsAnError()
    {
        var lines = new CollectingLoggerProvider();
        var store = new SlowStore(new InMemoryDouble());
        var builder = TestHost.CreateBuilder();
        builder.Logging.AddProvider(lines);
        builder.Services.AddSequenceLogging(o => o.Use(store).ShutdownTimeout = TimeSpan.FromMilliseconds(50));
        builder.Services.AddHostedService<TalkingService>();
        var host = builder.Build();
        await host.StartAsync();
        await store.Reached;
        await host.StopAsync();

        Assert.Equal(
            $"{store.Name} did not take everything within the ShutdownTimeout of 00:00:00.0500000: 4 records wait. They are "
            + "tried for as long again while the host is disposed; what is left then is lost",
            Assert.Single(lines.Of(LogLevel.Error)));
        store.LetGo();
        host.Dispose();
    }

    [Fact]
    public async Task AHostWithLessPatienceThanTheStoreIsToldTheSame()
    {
        var lines = new CollectingLoggerProvider();
        var store = new SlowStore(new InMemoryDouble());
        var builder = TestHost.CreateBuilder();
        builder.Logging.AddProvider(lines);
        builder.Services.AddSequenceLogging(o => o.Use(store));
        builder.Services.AddHostedService<TalkingService>();
        using var host = builder.Build();
        await host.StartAsync();
        await store.Reached;
        using var patience = new CancellationTokenSource();
        var stop = host.StopAsync(patience.Token);
        await patience.CancelAsync();
        await stop;

        Assert.Contains(" records wait.", Assert.Single(lines.Of(LogLevel.Error)), StringComparison.Ordinal);
        store.LetGo();
    }

    public void Dispose() => _folder.Dispose();

    private sealed class TalkingService(ILogger<TalkingService> logger) : IHostedLifecycleService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => logger.Say("Started");

        public Task StoppingAsync(CancellationToken cancellationToken) => logger.Say("Stopping");

        public Task StopAsync(CancellationToken cancellationToken) => logger.Say("Stop");

        public Task StoppedAsync(CancellationToken cancellationToken) => logger.Say("Stopped");
    }

    private sealed class TalkingDisposable(ILogger<TalkingDisposable> logger) : IDisposable
    {
        public void Dispose() => logger.Say("Dispose");
    }

    private sealed class TalkingAsyncDisposable(ILogger<TalkingAsyncDisposable> logger) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            await logger.Say("DisposeAsync");
        }
    }
}

internal static class Talk
{
    public static Task Say(this ILogger logger, string step)
    {
        logger.LogInformation("{StepName} in {SequenceId}", step, Stored.Id);
        return Task.CompletedTask;
    }
}
