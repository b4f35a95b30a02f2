using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SequenceLogging.AspNetCore.Dashboard;

/// <summary>One endpoint of the dashboard; it is among the endpoint's metadata.</summary>
/// <param name="Pattern">Its route under the dashboard's own.</param>
/// <param name="Method">GET, which answers HEAD too, or POST.</param>
/// <param name="IsApi">Whether it speaks JSON, so that its refusals are problem details and no page.</param>
internal sealed record DashboardEndpoint(string Pattern, string Method, bool IsApi)
{
    /// <summary>How many segments of a path are the dashboard's own, behind those under which it is mapped.</summary>
    public int Segments { get; } = Pattern.Count(c => c == '/') + (Pattern.Length > 0 ? 1 : 0);

    /// <summary>The path under which the dashboard was asked, as <c>/base/sequences/</c>, ready for a URL.</summary>
    public static string MountOf(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var endpoint = context.GetEndpoint() as RouteEndpoint;
        var own = endpoint?.Metadata.GetMetadata<DashboardEndpoint>()?.Segments ?? 0;
        var outer = (endpoint?.RoutePattern.PathSegments.Count ?? 0) - own;
        var mount = string.Concat(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Take(outer).Select(s => "/" + s)) + "/";
        return context.Request.PathBase.Add(new PathString(mount)).ToUriComponent();
    }
}
