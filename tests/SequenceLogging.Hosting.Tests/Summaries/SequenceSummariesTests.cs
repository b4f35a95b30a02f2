using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SequenceLogging.Hosting.Summaries;
using Serilog;
using Serilog.Events;

namespace SequenceLogging.Hosting.Tests.Summaries;

public sealed class SequenceSummariesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task OneLineWritesThemToEveryProviderAndToTheSinksBehind()
    {
        var provider = new CollectingLoggerProvider();
        var behind = new CollectingSink();
        var builder = TestHost.CreateBuilder();
        builder.Logging.AddProvider(provider);
        builder.Services.AddSequenceLogging(o => o.UseSqlite(_folder.File("bot.db")), serilog => serilog.WriteTo.Sink(behind));
        builder.Services.AddSequenceSummaries();
        builder.Services.AddSequenceSummaries();
        using (var host = builder.Build())
        {
            await host.StartAsync();
            using (var scope = host.Services.GetRequiredService<SequenceLog>().Begin(566158428))
            {
                host.LoggerOf().LogInformation("{StepName}", "A_Step_1");
                host.LoggerOf().LogInformation("Linked {LinkComponent}", "ads:ad:87");
                scope.Fail("no money");
            }

            await host.StopAsync();
        }

        var line = Assert.Single(provider.Of(LogLevel.Warning));
        Assert.Matches(@"^Journey SEQ-\d{4}-\d\d-00001 failed after \d+ ms, 1 steps$", line);
        var logEvent = Assert.Single(behind.Events, e => e.Properties.ContainsKey("EventKind"));
        Assert.Equal("\"SequenceLogging.Summaries\"", logEvent.Properties["SourceContext"].ToString());
        Assert.Equal("Journey {SequenceId} {Outcome} after {DurationMs} ms, {StepCount} steps", logEvent.MessageTemplate.Text);
        Assert.Equal("[\"ads:ad:87\"]", logEvent.Properties["Links"].ToString());
        Assert.Equal("A", Assert.Single(Assert.IsType<DictionaryValue>(logEvent.Properties["Flows"]).Elements).Key.Value);
        Assert.Equal(566158428L, Assert.IsType<ScalarValue>(logEvent.Properties["UserId"]).Value);
        Assert.Equal("\"no money\"", logEvent.Properties["Reason"].ToString());
    }

    [Fact]
    public async Task WrongOptionsFailTheStart()
    {
        var builder = TestHost.CreateBuilder();
        builder.Services.AddSequenceLogging(o => o.UseSqlite(_folder.File("bot.db")));
        builder.Services.AddSequenceSummaries(o => o.Rules.Factor = 0);
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => host.StartAsync());
        Assert.Contains("Rules.Factor is 0", error.Message);
    }

    [Fact]
    public void WithoutALogItIsSaidWhatToCall()
    {
        using var services = new ServiceCollection().AddLogging().AddSequenceSummaries().BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => services.GetServices<IHostedService>().Count());
        Assert.Contains("Call services.AddSequenceLogging", error.Message);
    }

    [Theory]
    [InlineData(LogEventLevel.Verbose, LogLevel.Trace)]
    [InlineData(LogEventLevel.Debug, LogLevel.Debug)]
    [InlineData(LogEventLevel.Information, LogLevel.Information)]
    [InlineData(LogEventLevel.Warning, LogLevel.Warning)]
    [InlineData(LogEventLevel.Error, LogLevel.Error)]
    [InlineData(LogEventLevel.Fatal, LogLevel.Critical)]
    public void LevelsStayWhatTheyAre(LogEventLevel level, LogLevel expected)
    {
        using var provider = new CollectingLoggerProvider();
        using var factory = LoggerFactory.Create(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(provider));
        using var logger = new LoggerConfiguration()
            .MinimumLevel.Verbose().WriteTo.Sink(new LoggerFactorySink(factory)).CreateLogger();

        logger.Write(level, "{A} {@B}", "a", new { C = 1 });

        Assert.Equal([(expected, "a {\"C\":1}")], provider.Lines);
    }

    public void Dispose() => _folder.Dispose();
}
