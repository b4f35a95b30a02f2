using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Extensions.Logging;

namespace SequenceLogging.Hosting.Tests.Logging;

/// <summary>Applications that have a Serilog pipeline of their own behind <c>ILogger</c>: each event once, or a warning.</summary>
public sealed class OwnSerilogTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CollectingSink _collected = new();
    private readonly CollectingLoggerProvider _lines = new();

    private string Store => _folder.File("bot.db");

    [Fact]
    public async Task BesideAddSequenceLoggingItLeavesTheStoreAlone()
    {
        using var own = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sink(_collected).CreateLogger();
        await RunAsync(services => services
            .AddSequenceLogging(o => o.UseSqlite(Store))
            .AddLogging(logging => logging.AddSerilog(own)));

        await AssertEachEventOnceAsync();
        Assert.Empty(_lines.Of(LogLevel.Warning));
    }

    [Fact]
    public async Task BesideAddSequenceLogItFeedsTheStoreItself()
    {
        await RunAsync(services => services
            .AddSequenceLog(o => o.UseSqlite(Store))
            .AddSingleton<ILoggerProvider>(provider => new SerilogLoggerProvider(OwnPipeline(provider), dispose: true)));

        await AssertEachEventOnceAsync();
        Assert.Empty(_lines.Of(LogLevel.Warning));
    }

    [Fact]
    public async Task InPlaceOfTheLoggerFactoryItFeedsTheStoreItself()
    {
        await RunAsync(services => services
            .AddSequenceLog(o => o.UseSqlite(Store))
            .Replace(ServiceDescriptor.Singleton<ILoggerFactory>(
                provider => new SerilogLoggerFactory(OwnPipeline(provider), dispose: true))));

        await AssertEachEventOnceAsync();
    }

    [Fact]
    public async Task AStaticLoggerOnTheSamePathSharesTheStore()
    {
        using var own = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(Store).CreateLogger();
        await RunAsync(services => services
            .AddSequenceLog(o => o.UseSqlite(Store))
            .AddLogging(logging => logging.AddSerilog(own)));
        using (var sequences = SequenceLog.Open(o => o.UseSqlite(Store)))
        using (sequences.Resume(Stored.Id))
        {
            own.Information("{StepName} behind the host", "User_Flow_2_LanguageSelect");
        }

        await own.DisposeAsync();
        Assert.Equal(["User_Flow_1_Start", "User_Flow_2_LanguageSelect"], await Stored.StepsAsync(Store));
    }

    [Fact]
    public async Task LoggersThatDoNotReachTheStoreAreWarnedAbout()
    {
        await RunAsync(services => services
            .AddSequenceLogging(o => o.UseSqlite(Store))
            .AddLogging(logging => logging.ClearProviders().AddProvider(_lines)));

        Assert.Empty(await Stored.StepsAsync(Store));
        var warning = Assert.Single(_lines.Of(LogLevel.Warning));
        Assert.StartsWith($"What ILogger logs does not reach SQLite {Store}: ", warning, StringComparison.Ordinal);
        Assert.Contains("Call AddSequenceLogging after ClearProviders", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFactoryThatTakesNoProvidersIsWarnedAbout()
    {
        await RunAsync(services => services
            .AddSequenceLogging(o => o.UseSqlite(Store))
            .Replace(ServiceDescriptor.Singleton<ILoggerFactory>(
                provider => new SerilogLoggerFactory(OwnPipeline(provider), dispose: true))));

        var warning = Assert.Single(_collected.Events, e => e.Level is Serilog.Events.LogEventLevel.Warning);
        Assert.Contains("call AddSequenceLog instead", warning.RenderMessage(null), StringComparison.Ordinal);
        await AssertEachEventOnceAsync();
    }

    public void Dispose() => _folder.Dispose();

    private Serilog.Core.Logger OwnPipeline(IServiceProvider provider) => new LoggerConfiguration()
        .Enrich.WithSequence()
        .WriteTo.Sink(_collected)
        .WriteTo.Sequences(provider.GetRequiredService<SequenceLog>())
        .CreateLogger();

    private async Task RunAsync(Action<IServiceCollection> configure)
    {
        var builder = TestHost.CreateBuilder();
        builder.Logging.AddProvider(_lines);
        configure(builder.Services);
        using var host = builder.Build();
        await host.StartAsync();
        using (host.Services.GetRequiredService<SequenceLog>().Resume(Stored.Id))
        {
            host.LoggerOf().LogInformation("{StepName} from /start", "User_Flow_1_Start");
        }

        await host.StopAsync();
    }

    private async Task AssertEachEventOnceAsync()
    {
        Assert.Equal(["User_Flow_1_Start"], await Stored.StepsAsync(Store));
        var shown = Assert.Single(_collected.Events, e => e.Properties.ContainsKey("StepName"));
        Assert.Equal("SEQ-2025-07-00001", shown.Properties["SequenceId"].ToString("l", null));
    }
}
