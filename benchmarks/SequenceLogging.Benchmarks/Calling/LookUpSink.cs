using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Benchmarks.Calling;

/// <summary>A sink that asks whether an event has one of three properties, as ours must, and does nothing else.</summary>
public sealed class LookUpSink : ILogEventSink
{
    /// <summary>Events that had none of them.</summary>
    public int Without { get; private set; }

    public void Emit(LogEvent logEvent)
    {
        // Serilog's own class: to ask it is cheaper than to ask the interface that it is shown as.
        var properties = (Dictionary<string, LogEventPropertyValue>)logEvent.Properties;
        if (!properties.ContainsKey("StepName") && !properties.ContainsKey("LinkComponent") && !properties.ContainsKey("SequenceStatus"))
        {
            Without++;
        }
    }
}
