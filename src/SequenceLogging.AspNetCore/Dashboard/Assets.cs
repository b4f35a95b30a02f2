using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SequenceLogging.AspNetCore.Dashboard;

/// <summary>Which of the assets begin a page; <c>web/manifest.json</c>.</summary>
internal sealed record Bundle(string Script, string Style);

/// <summary>Scripts, styles and what they need, as the bundler made them: resources of the assembly named <c>web/…</c>.</summary>
internal sealed class Assets
{
    private const string Folder = "web/", Manifest = "web/manifest.json";

    private static readonly (string Ending, string Coding)[] Codings = [(".br", "br"), (".gz", "gzip")];

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".woff2"] = "font/woff2",
        [".json"] = "application/json",
        [".txt"] = "text/plain; charset=utf-8",
    };

    private readonly Assembly _assembly;
    private readonly HashSet<string> _names;

    public Assets(Assembly assembly)
    {
        _assembly = assembly;
        _names = assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        if (_names.Contains(Manifest))
        {
            using var manifest = assembly.GetManifestResourceStream(Manifest)!;
            using var document = JsonDocument.Parse(manifest);
            Bundle = new Bundle(
                document.RootElement.GetProperty("script").GetString()!, document.RootElement.GetProperty("style").GetString()!);
        }
    }

    /// <summary>Null where the assembly was built without one.</summary>
    public Bundle? Bundle { get; }

    public async Task WriteAsync(HttpContext context)
    {
        var name = Folder + context.Request.RouteValues["name"];
        if (name == Manifest || !_names.Contains(name) || !Types.TryGetValue(Path.GetExtension(name), out var type))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var response = context.Response;
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var (ending, coding) = Codings.FirstOrDefault(c => _names.Contains(name + c.Ending) && Accepts(accepted, c.Coding));
        response.Headers.Vary = "Accept-Encoding";
        response.ContentType = type;
        if (coding is not null)
        {
            response.Headers.ContentEncoding = coding;
        }

        using var content = _assembly.GetManifestResourceStream(name + ending)!;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await content.CopyToAsync(response.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static bool Accepts(string accepted, string coding) =>
        accepted.Split(',', StringSplitOptions.TrimEntries).Any(part => part == coding || (part.StartsWith(coding + ";", StringComparison.Ordinal)
            && !part.EndsWith("q=0", StringComparison.Ordinal)));
}
