using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Benchmarks.Calling;

/// <summary>A sink that looks at the length of each property's name, and does nothing else: the other way to tell that an event is no step.</summary>
public sealed class NamesSink : ILogEventSink
{
    /// <summary>How many characters all names had.</summary>
    public long Characters { get; private set; }

    public void Emit(LogEvent logEvent)
    {
        var characters = 0;
        foreach (var property in (Dictionary<string, LogEventPropertyValue>)logEvent.Properties)
        {
            characters += property.Key.Length;
        }

        Characters += characters;
    }
}
