using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Sinks;

/// <summary>What writes into a log that nobody else has in hand: it closes with the logger. Source that is compiled into each provider.</summary>
internal sealed class OwningSink(SequenceLog log) : ILogEventSink, IAsyncDisposable, IDisposable
{
    private readonly ILogEventSink _sequences =
        new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sequences(log).CreateLogger();

    public void Emit(LogEvent logEvent) => _sequences.Emit(logEvent);

    public ValueTask DisposeAsync() => log.DisposeAsync();

    public void Dispose() => log.Dispose();
}
