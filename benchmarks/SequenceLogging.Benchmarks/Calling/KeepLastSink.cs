using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Benchmarks.Calling;

/// <summary>A sink that does nothing but to keep the last event, for the test that asserts what a benchmark has done.</summary>
public sealed class KeepLastSink : ILogEventSink
{
    public LogEvent? Last { get; private set; }

    public void Emit(LogEvent logEvent) => Last = logEvent;
}
