using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SequenceLogging.Context;

namespace SequenceLogging.AspNetCore.Scopes;

/// <summary>
/// Makes a request's sequence current for all that is behind it, and for as long as the request lasts: a stream or a web socket until
/// it is closed. What the request has started and left running sees none afterwards.
/// </summary>
internal sealed class SequenceScopeMiddleware(
    RequestDelegate next, SequenceLog sequences, SequenceScopeOptions options, ILogger<SequenceScopeMiddleware> logger)
{
    private readonly Beginnings _beginnings = new(sequences);

    public async Task InvokeAsync(HttpContext context)
    {
        // The scope is entered here, in the flow that goes on to what is behind: an async method cannot do that for its caller.
        SequenceScope? scope = null;
        if (context.Features.Get<RequestSequence>() is { } known)
        {
            scope = ReferenceEquals(SequenceScope.Current, known.Scope) ? null : sequences.Resume(known.Scope.Reference);
        }
        else if (TryRead(context, out var sequence))
        {
            scope = Keep(context, sequences.Resume(sequence));
        }
        else if (Newcomer.Of(context, options) is { } newcomer)
        {
            var id = await _beginnings.TryIssueAsync(newcomer).ConfigureAwait(false);
            scope = Keep(context, id.IsDefault ? _beginnings.Begin(newcomer) : sequences.Resume(id));
        }

        using (scope)
        {
            try
            {
                await next(context).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // Whoever logs it does so when the scope is over.
                scope?.Stamp(e);
                throw;
            }
        }
    }

    private bool TryRead(HttpContext context, out SequenceReference sequence)
    {
        IncomingSequence.TakeOffBaggage(context);
        sequence = default;
        if (options.Trust is CarrierTrust.None || options.TrustRequest?.Invoke(context) is false)
        {
            return false;
        }

        var isRead = IncomingSequence.TryRead(context.Request, options.Trust, out sequence, out var oddHeader);
        if (oddHeader is not null)
        {
            // Not what it says: that is whatever somebody likes to see in a log.
            logger.LogDebug("The request's header {Header} does not name exactly one sequence, and is passed over", oddHeader);
        }

        return isRead;
    }

    private SequenceScope Keep(HttpContext context, SequenceScope scope)
    {
        var own = new RequestSequence(context, scope);
        context.Features.Set(own);
        if (options.RespondWithId)
        {
            own.TellInResponse();
        }

        return scope;
    }
}
