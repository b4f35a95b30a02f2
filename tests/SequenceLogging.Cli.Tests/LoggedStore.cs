using SequenceLogging.Testing;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace SequenceLogging.Cli.Tests;

/// <summary>A store in memory that is filled as an application fills it: by logging, at times that the test sets.</summary>
internal sealed class LoggedStore : IAsyncDisposable
{
    private readonly SequenceLog _log;
    private readonly Logger _logger;

    public LoggedStore(DateTimeOffset start)
    {
        Clock = new TestClock(start);
        _log = SequenceLog.Open(new SequenceLogOptions { TimeProvider = Clock }.UseInMemory(Uri));
        _logger = new LoggerConfiguration().MinimumLevel.Verbose().Enrich.WithSequence().WriteTo.Sequences(_log).CreateLogger();
    }

    /// <summary>For <c>--store</c>.</summary>
    public string Uri { get; } = $"memory://{Guid.NewGuid():N}";

    public TestClock Clock { get; }

    /// <summary>Logs a journey, each step a while after the one before: <c>("Pay", 30)</c>, <c>("Pay!", 1)</c> for one that fails.</summary>
    public SequenceId Journey(UserId? user, SequenceStatus? end, params (string Step, double Seconds)[] steps)
    {
        using var scope = _log.Begin(user, language: "en");
        foreach (var (step, seconds) in steps)
        {
            Clock.Advance(TimeSpan.FromSeconds(seconds));
            Step(step.TrimEnd('!'), step.EndsWith('!') ? new TimeoutException("no answer in 30 s") : null);
        }

        if (end is { } status)
        {
            Write(LogEventLevel.Information, null, ("SequenceStatus", status.ToText()));
        }

        return scope.SequenceId;
    }

    public async Task<LoggedStore> FlushAsync()
    {
        await _log.FlushAsync(TimeSpan.FromSeconds(20));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _logger.DisposeAsync();
        await _log.DisposeAsync();
        InMemoryStoreProvider.Forget(Uri);
    }

    private void Step(string name, Exception? error) => Write(
        error is null ? LogEventLevel.Information : LogEventLevel.Error, error,
        ("StepName", name), ("Component", name.Split('_')[0]), ("DurationMs", error is null ? 12.5 : 30_000.0));

    private void Write(LogEventLevel level, Exception? error, params (string Name, object Value)[] properties) => _logger.Write(new LogEvent(
        Clock.GetUtcNow(), level, error, new MessageTemplateParser().Parse("{StepName}"),
        properties.Select(p => new LogEventProperty(p.Name, new ScalarValue(p.Value)))));
}
