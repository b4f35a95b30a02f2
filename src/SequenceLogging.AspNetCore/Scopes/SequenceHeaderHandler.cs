using SequenceLogging.Context;

namespace SequenceLogging.AspNetCore.Scopes;

/// <summary>
/// Tells the services that were named which sequence a request belongs to, in the header <c>X-Sequence-Id</c>. Without a current
/// sequence, and to all others, nothing is told; nor where a redirect leads to another host, which is why redirects are followed here
/// and no longer by the handler inside. A request that has the header already keeps its own.
/// </summary>
public sealed class SequenceHeaderHandler : DelegatingHandler
{
    private readonly SequenceLog _sequences;
    private readonly NamedHosts _hosts;
    private readonly bool _inBaggage;
    private readonly Lazy<PrimaryHandler> _primary;

    /// <summary>Makes one; <c>AddSequenceHeader</c> does it for clients of <see cref="IHttpClientFactory"/>.</summary>
    /// <param name="sequences">The log whose current sequence is told.</param>
    /// <param name="options">To whom, and how.</param>
    /// <exception cref="ArgumentException">No host is named, or one that is none.</exception>
    public SequenceHeaderHandler(SequenceLog sequences, SequenceHeaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentNullException.ThrowIfNull(options);
        _sequences = sequences;
        _hosts = new NamedHosts([.. options.Hosts]);
        _inBaggage = options.InBaggage;
        _primary = new Lazy<PrimaryHandler>(() => PrimaryHandler.TakeOver(InnerHandler));
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Tell(request);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        for (var left = _primary.Value.MostRedirects; left > 0 && Redirection.TryFollow(request, response); left--)
        {
            response.Dispose();
            Tell(request);
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Tell(request);
        var response = base.Send(request, cancellationToken);
        for (var left = _primary.Value.MostRedirects; left > 0 && Redirection.TryFollow(request, response); left--)
        {
            response.Dispose();
            Tell(request);
            response = base.Send(request, cancellationToken);
        }

        return response;
    }

    /// <summary>Puts the current sequence into a request whose host may know it, and into none that may not.</summary>
    private void Tell(HttpRequestMessage request)
    {
        var primary = _primary.Value; // Before anything is sent: afterwards it can no longer be told.
        var own = OwnHeaders.Restore(request);
        if (!_hosts.Contains(request.RequestUri) || request.Headers.Contains(SequenceCarrier.HeaderName))
        {
            return;
        }

        if (_inBaggage)
        {
            _sequences.Inject(request.Headers, OwnHeaders.Set, (_, _) => own.Baggage ?? primary.Baggage());
        }
        else
        {
            _sequences.Inject(request.Headers, OwnHeaders.Set);
        }
    }
}
