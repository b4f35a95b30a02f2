using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using SequenceLogging.AspNetCore.Api;

namespace SequenceLogging.AspNetCore.Dashboard;

/// <summary>Answers without data: a small page for people, problem details for programs.</summary>
internal static class Refusal
{
    private const string Line = "app.MapSequenceDashboard(\"/sequences\").RequireAuthorization();";

    public static Task ClosedAsync(HttpContext context, DashboardEndpoint endpoint, string reason) => WriteAsync(
        context, endpoint, StatusCodes.Status403Forbidden, "The dashboard is closed",
        $"{reason} Say who may see the journeys: {Line}", Line);

    public static Task MethodAsync(HttpContext context, DashboardEndpoint endpoint)
    {
        context.Response.Headers.Allow = endpoint.Method == HttpMethods.Get ? "GET, HEAD" : endpoint.Method;
        return WriteAsync(
            context, endpoint, StatusCodes.Status405MethodNotAllowed, "No such method",
            $"{context.Request.Method} is not what this address answers. Use {endpoint.Method}.", null);
    }

    private static Task WriteAsync(
        HttpContext context, DashboardEndpoint endpoint, int status, string title, string detail, string? line)
    {
        if (endpoint.IsApi)
        {
            return new ApiProblem(status, title, detail).WriteAsync(context);
        }

        context.Response.StatusCode = status;
        return Page.WriteAsync(
            context,
            $"""
             <title>{Text(title)}</title>
             </head>
             <body>
             <h1>{Text(title)}</h1>
             <p>{Text(line is null ? detail : detail.Replace(" " + line, "", StringComparison.Ordinal))}</p>
             {(line is null ? "" : $"<pre><code>{Text(line)}</code></pre>")}
             </body>
             """);
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
