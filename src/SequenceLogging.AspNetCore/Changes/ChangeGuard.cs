using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SequenceLogging.AspNetCore.Api;
using SequenceLogging.AspNetCore.Dashboard;

namespace SequenceLogging.AspNetCore.Changes;

/// <summary>Lets through what the dashboard's own pages ask for: the token of a page of ours, from a page of ours.</summary>
internal sealed class ChangeGuard(IAntiforgery antiforgery, string headerName)
{
    public const string Header = "X-Sequence-Antiforgery";

    /// <exception cref="InvalidOperationException">The application has no antiforgery; the message says which line adds it.</exception>
    public static ChangeGuard Of(IServiceProvider services) => services.GetService<IAntiforgery>() is { } antiforgery
        ? new ChangeGuard(
            antiforgery,
            services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.HeaderName ?? throw new InvalidOperationException(
                "AllowErasure and AllowRetry need the header of antiforgery tokens, but AntiforgeryOptions.HeaderName is null. Leave it as it is by default."))
        : throw new InvalidOperationException(
            "AllowErasure and AllowRetry need antiforgery. Add it before the application is built: builder.Services.AddAntiforgery();");

    /// <summary>A token for a page of ours; its other half becomes a cookie.</summary>
    public string Issue(HttpContext context)
    {
        var token = antiforgery.GetAndStoreTokens(context).RequestToken!;
        SecurityHeaders.Set(context.Response.Headers); // antiforgery has put weaker ones there
        return token;
    }

    /// <exception cref="ApiProblem">The request does not come from a page of ours.</exception>
    public async Task CheckAsync(HttpContext context)
    {
        var request = context.Request;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not "" and not "same-origin")
        {
            throw Refused($"the browser says that it comes from another site (Sec-Fetch-Site: {Quoted.Text(site)}).");
        }

        // A form of another site can send texts, but no JSON without being asked for leave first.
        if (!request.HasJsonContentType())
        {
            throw Refused("it is no JSON. Send it with the content type application/json.");
        }

        request.Headers[headerName] = request.Headers[Header];
        if (!await antiforgery.IsRequestValidAsync(context).ConfigureAwait(false))
        {
            throw Refused($"it has no valid token. Take one from {ApiResources.Root}changes and send it in the header {Header}, with its cookie.");
        }
    }

    private static ApiProblem Refused(string why) => new(StatusCodes.Status403Forbidden, "Not from a page of the dashboard", "Nothing was changed: " + why);
}
