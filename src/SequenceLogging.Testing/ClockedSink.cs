using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Testing;

/// <summary>Hands events on with the time of a clock in the place of the system's.</summary>
internal sealed class ClockedSink(Logger next, TimeProvider clock) : ILogEventSink, IDisposable
{
    public void Emit(LogEvent logEvent)
    {
        next.Write(new LogEvent(
            clock.GetUtcNow(),
            logEvent.Level,
            logEvent.Exception,
            logEvent.MessageTemplate,
            logEvent.Properties.Select(property => new LogEventProperty(property.Key, property.Value)),
            logEvent.TraceId ?? default,
            logEvent.SpanId ?? default));
    }

    public void Dispose() => next.Dispose();
}
