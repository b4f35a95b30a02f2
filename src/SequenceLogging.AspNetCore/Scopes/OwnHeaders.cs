using System.Net.Http.Headers;
using SequenceLogging.Context;

namespace SequenceLogging.AspNetCore.Scopes;

/// <summary>
/// What the application itself has put into a request, kept with it: a request goes out more than once when it is redirected or tried
/// again, and what was for one host must not be left in it for the next.
/// </summary>
/// <param name="Host">The host that it was for.</param>
/// <param name="Sequence">The header of the sequence; null for none.</param>
/// <param name="Baggage">The baggage; null for none.</param>
internal sealed record OwnHeaders(string? Host, string? Sequence, string? Baggage)
{
    private static readonly HttpRequestOptionsKey<OwnHeaders> Key = new(typeof(OwnHeaders).FullName!);

    /// <summary>Leaves in a request what is the application's own, and of the sequence only where that was meant for this host.</summary>
    public static OwnHeaders Restore(HttpRequestMessage request)
    {
        var host = request.RequestUri?.IdnHost;
        if (!request.Options.TryGetValue(Key, out var own))
        {
            own = new(
                host,
                Get(request.Headers, SequenceCarrier.HeaderName),
                Get(request.Headers, SequenceCarrier.BaggageHeaderName));
            request.Options.Set(Key, own);
            return own;
        }

        Put(request.Headers, SequenceCarrier.HeaderName, own.Host == host ? own.Sequence : null);
        Put(request.Headers, SequenceCarrier.BaggageHeaderName, own.Baggage);
        return own;
    }

    public static void Set(HttpRequestHeaders headers, string name, string value) => Put(headers, name, value);

    private static void Put(HttpRequestHeaders headers, string name, string? value)
    {
        headers.Remove(name);
        if (value is not null)
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private static string? Get(HttpRequestHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
