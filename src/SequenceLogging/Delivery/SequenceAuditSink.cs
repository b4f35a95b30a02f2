using SequenceLogging.Context;
using SequenceLogging.Routing;
using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Delivery;

/// <summary>
/// The end of a Serilog audit pipeline: an event that means a record is durable in the store when <c>Emit</c> returns, or
/// it throws. Events of other sequences and events that mean nothing here pass through.
/// </summary>
internal sealed class SequenceAuditSink(SequenceLog log) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        if (!EventRouter.IsCandidate(logEvent) || Trouble.IsReporting)
        {
            return;
        }

        var scope = SequenceScope.Current;
        if (scope is null || scope.Log!.SharesStoreWith(log))
        {
            log.Pipeline.Begin(scope);
            log.Pipeline.EmitAudited(logEvent, scope?.Reference ?? default);
        }
    }
}
