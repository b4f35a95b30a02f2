using SequenceLogging.Context;
using SequenceLogging.Routing;
using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Enrichment;

/// <summary>Puts the current sequence id on every event, unless the event brings one of its own.</summary>
internal sealed class SequenceEnricher : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (SequenceScope.CurrentProperty is { } property)
        {
            logEvent.AddPropertyIfAbsent(property);
        }
        else if (ExceptionSequence.TryGet(logEvent.Exception, out var sequence))
        {
            logEvent.AddPropertyIfAbsent(new LogEventProperty(PropertyNames.SequenceId, new ScalarValue(sequence.ToString())));
        }
    }
}
