using Microsoft.Extensions.Logging;
using SequenceLogging.Benchmarks.Events;
using Serilog;
using Serilog.Context;
using Serilog.Extensions.Logging;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>
/// A Serilog sink behind <see cref="ILogger"/>. What names the journey is a property on Serilog's own context, as people do
/// without this library.
/// </summary>
public abstract class SerilogPeer : LoggingPeer
{
    private readonly Serilog.Core.Logger _pipeline;
    private readonly LoggerFactory _factory;
    private bool _isFinished;

    protected SerilogPeer(LoggerConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _pipeline = configuration.Enrich.FromLogContext().CreateLogger();
        _factory = new LoggerFactory([new SerilogLoggerProvider(_pipeline)]);
        Logger = _factory.CreateLogger(StepLoad.Category);
    }

    protected override ILogger Logger { get; }

    protected override ValueTask CloseAsync()
    {
        _factory.Dispose();
        Finish();
        return ValueTask.CompletedTask;
    }

    protected override IDisposable Enter(int sequence) =>
        LogContext.PushProperty("SequenceId", FormattableString.Invariant($"SEQ-2025-07-{sequence + 1:00000}"));

    /// <summary>Closing the pipeline writes what it holds.</summary>
    protected override Task FinishAsync()
    {
        Finish();
        return Task.CompletedTask;
    }

    private void Finish()
    {
        // Sinks are disposed each time, and not all of them take it twice.
        if (!_isFinished)
        {
            _isFinished = true;
            _pipeline.Dispose();
        }
    }
}
