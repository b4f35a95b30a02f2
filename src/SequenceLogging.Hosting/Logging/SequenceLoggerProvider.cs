using Microsoft.Extensions.Logging;
using SequenceLogging.Hosting.Lifetime;
using Serilog;
using Serilog.Extensions.Logging;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace SequenceLogging.Hosting.Logging;

/// <summary>
/// Feeds what <c>ILogger</c> logs into the sequence store, through a Serilog pipeline of its own; public so that
/// <c>AddFilter&lt;SequenceLoggerProvider&gt;(…)</c> can name it. <c>AddSequenceLogging</c> registers it.
/// </summary>
/// <remarks>
/// It takes every category from Information up, whatever <c>Logging:LogLevel</c> says: that is about how much text people
/// read, and must not take steps out of journeys. <c>Logging:SequenceLogging:LogLevel</c> sets the levels of this provider.
/// </remarks>
[ProviderAlias("SequenceLogging")]
public sealed class SequenceLoggerProvider : ILoggerProvider
{
    private readonly SerilogLoggerProvider _serilog;
    private readonly LoggerFeed _feed;

    internal SequenceLoggerProvider(HostedLog log, LoggerFeed feed, IEnumerable<PipelineSetup> setups)
    {
        _feed = feed;

        // What the event brings itself counts before the ambient sequence. Levels are the business of Microsoft's filters.
        var pipeline = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .Enrich.FromLogContext()
            .Enrich.WithSequence()
            .WriteTo.Sink(new OpeningSink(log));
        foreach (var setup in setups)
        {
            setup.Apply(pipeline);
        }

        _serilog = new SerilogLoggerProvider(pipeline.CreateLogger(), dispose: true);
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        _feed.IsConnected = true;
        return _serilog.CreateLogger(categoryName);
    }

    /// <summary>Flushes and closes the pipeline. The store is closed later, by its own owner.</summary>
    public void Dispose() => _serilog.Dispose();
}
