using System.Diagnostics;
using SequenceLogging.Context;

namespace SequenceLogging.AspNetCore.Scopes;

/// <summary>What must be known of the handler that sends requests, at the end of the chain.</summary>
/// <param name="MostRedirects">How many redirects are followed in its place; 0 where it was told to follow none.</param>
/// <param name="Propagator">What it writes of the current activity into each request; null for nothing.</param>
internal sealed record PrimaryHandler(int MostRedirects, DistributedContextPropagator? Propagator)
{
    /// <summary>
    /// Finds it, and takes over the following of redirects. A redirect that is followed inside takes all headers along to whatever host
    /// it leads to, and nobody outside sees it.
    /// </summary>
    /// <exception cref="InvalidOperationException">It has been in use already, and can no longer be told.</exception>
    public static PrimaryHandler TakeOver(HttpMessageHandler? handler)
    {
        while (handler is DelegatingHandler outer)
        {
            handler = outer.InnerHandler;
        }

        try
        {
            switch (handler)
            {
                case SocketsHttpHandler { AllowAutoRedirect: true } sockets:
                    sockets.AllowAutoRedirect = false;
                    return new(sockets.MaxAutomaticRedirections, sockets.ActivityHeadersPropagator);
                case HttpClientHandler { AllowAutoRedirect: true } client:
                    client.AllowAutoRedirect = false;
                    return new(client.MaxAutomaticRedirections, DistributedContextPropagator.Current);
                default:
                    return new(0, handler switch
                    {
                        SocketsHttpHandler sockets => sockets.ActivityHeadersPropagator,
                        HttpClientHandler => DistributedContextPropagator.Current,
                        _ => null,
                    });
            }
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException(
                $"SequenceHeaderHandler follows redirects itself, so that {SequenceCarrier.HeaderName} goes to no host that was not named, "
                + $"but its {handler!.GetType().Name} has sent requests before and follows them too. Give this client a handler of its "
                + "own, or set AllowAutoRedirect = false on it.",
                e);
        }
    }

    /// <summary>The baggage that it would write; null for none.</summary>
    public string? Baggage()
    {
        string? baggage = null;
        Propagator?.Inject(Activity.Current, carrier: null, (_, name, value) =>
        {
            if (name.Equals(SequenceCarrier.BaggageHeaderName, StringComparison.OrdinalIgnoreCase))
            {
                baggage = value;
            }
        });
        return baggage;
    }
}
