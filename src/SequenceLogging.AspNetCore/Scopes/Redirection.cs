using System.Net;

namespace SequenceLogging.AspNetCore.Scopes;

/// <summary>
/// Follows a redirect by the rules that .NET's own handlers have: not from https to http, without credentials, and with GET where a
/// browser would.
/// </summary>
internal static class Redirection
{
    /// <summary>Points a request to where its response says.</summary>
    /// <returns>Whether there is such a place; else the response is the answer.</returns>
    public static bool TryFollow(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (TargetOf(request, response) is not { } target)
        {
            return false;
        }

        request.RequestUri = target;
        request.Headers.Authorization = null;
        if (BecomesGet(response.StatusCode, request.Method))
        {
            request.Method = HttpMethod.Get;
            request.Content = null;
            request.Headers.TransferEncodingChunked = null;
        }

        return true;
    }

    private static Uri? TargetOf(HttpRequestMessage request, HttpResponseMessage response)
    {
        var redirects = response.StatusCode is HttpStatusCode.MultipleChoices or HttpStatusCode.MovedPermanently or HttpStatusCode.Found
            or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        if (!redirects || request.RequestUri is not { } from || response.Headers.Location is not { } location)
        {
            return null;
        }

        var target = location.IsAbsoluteUri ? location : new Uri(from, location);
        var isAllowed = target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp);
        return !isAllowed ? null
            : target.Fragment.Length == 0 && from.Fragment.Length > 0 ? new UriBuilder(target) { Fragment = from.Fragment }.Uri
            : target;
    }

    private static bool BecomesGet(HttpStatusCode status, HttpMethod method) => status switch
    {
        HttpStatusCode.SeeOther => method != HttpMethod.Get && method != HttpMethod.Head,
        HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect => false,
        _ => method == HttpMethod.Post,
    };
}
