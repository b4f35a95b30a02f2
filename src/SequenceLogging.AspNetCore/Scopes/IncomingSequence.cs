using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SequenceLogging.Context;

namespace SequenceLogging.AspNetCore.Scopes;

/// <summary>The sequence that a request brings along.</summary>
internal static class IncomingSequence
{
    /// <summary>Reads it, as far as it is believed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="trust">What is believed.</param>
    /// <param name="sequence">The sequence; default where there is none.</param>
    /// <param name="oddHeader">Name of the header that is there and is believed, but names no sequence; null where all is well.</param>
    public static bool TryRead(HttpRequest request, CarrierTrust trust, out SequenceReference sequence, out string? oddHeader)
    {
        oddHeader = null;
        if (SequenceLog.TryExtract(request.Headers, Get, out sequence, trust))
        {
            return true;
        }

        if (trust.HasFlag(CarrierTrust.Header) && !string.IsNullOrEmpty(Get(request.Headers, SequenceCarrier.HeaderName)))
        {
            oddHeader = SequenceCarrier.HeaderName;
        }
        else if (trust.HasFlag(CarrierTrust.Baggage)
            && Get(request.Headers, SequenceCarrier.BaggageHeaderName)?.Contains(SequenceCarrier.BaggageMember, StringComparison.Ordinal) is true)
        {
            oddHeader = SequenceCarrier.BaggageHeaderName;
        }

        return false;
    }

    /// <summary>
    /// Takes what came as baggage off the request's activity. ASP.NET Core has put it there unasked, and HttpClient would take it on to
    /// every service behind this one, which may well believe what we send. What goes on is decided here:
    /// <see cref="SequenceLogOptions.PutInBaggage"/> and <see cref="SequenceHeaderOptions"/> say it.
    /// </summary>
    public static void TakeOffBaggage(HttpContext context)
    {
        if ((context.Features.Get<IHttpActivityFeature>()?.Activity ?? Activity.Current) is { } activity)
        {
            // It may be there any number of times, and each call takes one away.
            for (var left = activity.Baggage.Count(member => member.Key == SequenceCarrier.BaggageMember); left > 0; left--)
            {
                activity.SetBaggage(SequenceCarrier.BaggageMember, null);
            }
        }
    }

    // Not StringValues.ToString, which passes over empty values: two values are two, and so none.
    private static string? Get(IHeaderDictionary headers, string name) => headers[name] switch
    {
        { Count: 0 } => null,
        { Count: 1 } values => values[0],
        var values => string.Join(',', values.ToArray()),
    };
}
