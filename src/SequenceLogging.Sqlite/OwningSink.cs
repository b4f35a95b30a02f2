using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Sqlite;

/// <summary><c>WriteTo.Sequences</c> for a log that nobody else has in hand: it closes with the logger.</summary>
internal sealed class OwningSink(SequenceLog log) : ILogEventSink, IAsyncDisposable, IDisposable
{
    private readonly ILogEventSink _sequences =
        new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sequences(log).CreateLogger();

    public void Emit(LogEvent logEvent) => _sequences.Emit(logEvent);

    public ValueTask DisposeAsync() => log.DisposeAsync();

    public void Dispose() => log.Dispose();
}
