using SequenceLogging.Hosting.Lifetime;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Hosting.Logging;

/// <summary>
/// <c>WriteTo.Sequences</c> for a log that is opened at the host's start, or by the first line that is logged before. A
/// failure goes to the self-log: it fails the start as well, which is where it is told to people.
/// </summary>
internal sealed class OpeningSink(HostedLog log) : ILogEventSink
{
    private volatile ILogEventSink? _sequences;

    public void Emit(LogEvent logEvent) => (_sequences ??= Open()).Emit(logEvent);

    private Logger Open() =>
        new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sequences(log.Open()).CreateLogger();
}
