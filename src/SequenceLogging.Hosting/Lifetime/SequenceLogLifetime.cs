using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SequenceLogging.Hosting.Logging;

namespace SequenceLogging.Hosting.Lifetime;

/// <summary>
/// Opens the store before any service starts, so that a bad one fails the start, and says what could not be written after
/// all services have stopped. The container closes the store later, behind the last service that logs in its dispose.
/// </summary>
internal sealed class SequenceLogLifetime(
    IServiceProvider services, IOptions<SequenceLogOptions> options, ILogger<SequenceLog> logger) : IHostedLifecycleService
{
    private SequenceLog? _log;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _log = services.GetRequiredService<SequenceLog>();
        if (services.GetService<LoggerFeed>() is { IsConnected: false })
        {
            logger.LogWarning(
                "What ILogger logs does not reach {Store}: {LoggerFactory} does not use the logger provider of "
                + "AddSequenceLogging. Call AddSequenceLogging after ClearProviders; where a Serilog pipeline of your own "
                + "stands behind ILogger, let it WriteTo.Sequences, and call AddSequenceLog instead of AddSequenceLogging",
                _log.StoreName,
                services.GetRequiredService<ILoggerFactory>().GetType());
        }

        return Task.CompletedTask;
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_log is null || await IsFlushedAsync(_log, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        logger.LogError(
            "{Store} did not take everything within the ShutdownTimeout of {ShutdownTimeout}: {Pending} records wait. "
            + "They are tried for as long again while the host is disposed; what is left then {Fate}",
            _log.StoreName,
            options.Value.ShutdownTimeout,
            _log.Delivery.Pending,
            JournalOf(options.Value) is { } journal ? $"waits in the journal {journal}" : "is lost");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> IsFlushedAsync(SequenceLog log, CancellationToken cancellationToken)
    {
        try
        {
            return (await log.FlushAsync(options.Value.ShutdownTimeout, cancellationToken).ConfigureAwait(false)).IsComplete;
        }
        catch (OperationCanceledException)
        {
            // The host's own patience was shorter.
            return false;
        }
    }

    private static string? JournalOf(SequenceLogOptions options) =>
        options.UseJournal ? options.JournalPath ?? options.Provider?.GetJournalPath(options) : null;
}
