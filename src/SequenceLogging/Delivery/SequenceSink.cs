using SequenceLogging.Context;
using SequenceLogging.Routing;
using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Delivery;

/// <summary>The end of the Serilog pipeline: takes what an event means during <c>Emit</c>, and keeps no event.</summary>
internal sealed class SequenceSink(SequenceLog log) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        // What is logged about trouble of this sink goes to the other sinks only: it must not make more of it.
        if (EventRouter.IsCandidate(logEvent) && !Trouble.IsReporting)
        {
            Route(logEvent);
        }
    }

    private void Route(LogEvent logEvent)
    {
        var scope = SequenceScope.Current;
        if (scope is not null && !scope.Log!.SharesStoreWith(log))
        {
            // The event happens in a sequence of another store, and that store's sink takes it.
            return;
        }

        log.Pipeline.Begin(scope);
        log.Pipeline.Emit(logEvent, scope?.Reference ?? default);
    }
}
