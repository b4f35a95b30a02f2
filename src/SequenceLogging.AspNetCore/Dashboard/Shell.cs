using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace SequenceLogging.AspNetCore.Dashboard;

/// <summary>The one page of HTML: it names the script that draws all pages, and where the dashboard is mounted.</summary>
/// <param name="options">The title.</param>
/// <param name="assets">The script and the style.</param>
internal sealed class Shell(SequenceDashboardOptions options, Assets assets)
{
    private static readonly string[] Pages = ["", "search", "flow", "funnel", "variants", "components", "store"];

    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = IsPage(context.Request.RouteValues["page"] as string ?? "") ? 200 : 404;
        var mount = DashboardEndpoint.MountOf(context);
        return Page.WriteAsync(context, assets.Bundle is { } bundle ? Full(mount, bundle) : Missing());
    }

    private static bool IsPage(string path)
    {
        var page = path.TrimEnd('/');
        return Pages.Contains(page, StringComparer.Ordinal)
            || (page.StartsWith("journeys/", StringComparison.Ordinal) && !page["journeys/".Length..].Contains('/', StringComparison.Ordinal));
    }

    private string Full(string mount, Bundle bundle) =>
        $"""
         <meta name="sequences-mount" content="{Text(mount)}">
         <title>{Text(options.Title)}</title>
         <link rel="icon" href="data:,">
         <link rel="stylesheet" href="{Text(mount + "assets/" + bundle.Style)}">
         <script type="module" src="{Text(mount + "assets/" + bundle.Script)}"></script>
         </head>
         <body>
         <div id="app"></div>
         <noscript>The dashboard draws its pages with a script. Allow scripts for this address, or ask its HTTP API: <code>{Text(mount)}api/v1/openapi.json</code></noscript>
         </body>
         """;

    private string Missing() =>
        $"""
         <title>{Text(options.Title)}</title>
         </head>
         <body>
         <h1>The pages are missing</h1>
         <p>This copy of SequenceLogging.AspNetCore was built without Node.js, which makes the pages. Install Node.js 20 or later and build it again. The HTTP API below <code>api/v1/</code> answers without it.</p>
         </body>
         """;

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
