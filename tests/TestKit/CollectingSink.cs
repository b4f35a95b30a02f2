using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;

namespace TestKit;

/// <summary>Keeps every event that it is given, in order of arrival.</summary>
public sealed class CollectingSink : ILogEventSink
{
    private readonly ConcurrentQueue<LogEvent> _events = new();

    public IReadOnlyCollection<LogEvent> Events => _events;

    public void Emit(LogEvent logEvent) => _events.Enqueue(logEvent);
}
