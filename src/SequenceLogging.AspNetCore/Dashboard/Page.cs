using System.Text;
using Microsoft.AspNetCore.Http;

namespace SequenceLogging.AspNetCore.Dashboard;

/// <summary>Writes pages of HTML.</summary>
internal static class Page
{
    private const string Start =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">

        """;

    /// <param name="context">The request.</param>
    /// <param name="rest">The rest of the head, its end, and the body; every text in it is encoded.</param>
    public static async Task WriteAsync(HttpContext context, string rest)
    {
        var bytes = Encoding.UTF8.GetBytes(Start + rest + "\n</html>\n");
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
