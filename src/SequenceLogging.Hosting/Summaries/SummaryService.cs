using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SequenceLogging.Summaries;
using Serilog;

namespace SequenceLogging.Hosting.Summaries;

/// <summary>
/// Writes summaries from the start of the host until all its services have stopped, so that those of the last journeys are among
/// them, and before the loggers are closed.
/// </summary>
internal sealed class SummaryService(SequenceLog log, ILoggerFactory factory, Action<SummaryOptions>? configure)
    : IHostedLifecycleService, IAsyncDisposable
{
    private SequenceSummaries? _summaries;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // Levels are the business of Microsoft's filters.
        var logger = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(new LoggerFactorySink(factory)).CreateLogger();
        _summaries = log.WriteSummariesTo(logger, configure);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _summaries?.DisposeAsync() ?? ValueTask.CompletedTask;
}
