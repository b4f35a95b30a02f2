using Microsoft.AspNetCore.Http;
using SequenceLogging.Context;

namespace SequenceLogging.AspNetCore.Scopes;

/// <summary>
/// The sequence that a request is part of: kept with it, since a request may come by more than once (an error page is the same
/// request once more), and must neither begin a second sequence nor lose the first.
/// </summary>
internal sealed class RequestSequence(HttpContext context, SequenceScope scope)
{
    public SequenceScope Scope => scope;

    /// <summary>
    /// Lets the response name the sequence: when it starts, and not before. Until then the store may have told the id, and an error
    /// handler may have cleared the headers.
    /// </summary>
    public void TellInResponse()
    {
        if (!context.Response.HasStarted)
        {
            context.Response.OnStarting(static state => ((RequestSequence)state).WriteHeader(), this);
        }
    }

    private Task WriteHeader()
    {
        context.Response.Headers.TryAdd(SequenceCarrier.HeaderName, scope.Reference.ToString());
        return Task.CompletedTask;
    }
}
