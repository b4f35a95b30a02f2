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
    public async Task InvokeAsync(HttpContext context)
    {
        using var scope = Enter(context);
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

    /// <summary>Enters the scope in the flow of the caller, which an async method could not.</summary>
    private SequenceScope? Enter(HttpContext context)
    {
        if (context.Features.Get<RequestSequence>() is { } known)
        {
            return ReferenceEquals(SequenceScope.Current, known.Scope) ? null : sequences.Resume(known.Scope.Reference);
        }

        var scope = TryRead(context, out var sequence) ? sequences.Resume(sequence) : Begin(context);
        if (scope is not null)
        {
            var own = new RequestSequence(context, scope);
            context.Features.Set(own);
            if (options.RespondWithId)
            {
                own.TellInResponse();
            }
        }

        return scope;
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

    private SequenceScope? Begin(HttpContext context)
    {
        if (options.WhenAbsent is WhenAbsent.None)
        {
            return null;
        }

        var isKnown = UserId.TryParse(options.UserId?.Invoke(context), out var user);
        return options.WhenAbsent is WhenAbsent.Begin
            ? sequences.Begin(isKnown ? user : default(UserId?), options.Username?.Invoke(context), options.Language?.Invoke(context))
            : isKnown ? sequences.BeginOrResume(user, options.Username?.Invoke(context), options.Language?.Invoke(context))
            : null;
    }
}
