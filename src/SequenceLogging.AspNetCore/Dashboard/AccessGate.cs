using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace SequenceLogging.AspNetCore.Dashboard;

/// <summary>
/// Who gets an answer. Where the application has put authorization on the dashboard, that has decided before. Else only the
/// developer does: in Development, from the same machine, by its own name and through nobody else.
/// </summary>
/// <param name="options">What was opened on purpose.</param>
/// <param name="isDevelopment">Whether this is the environment for that.</param>
internal sealed class AccessGate(SequenceDashboardOptions options, bool isDevelopment)
{
    private static readonly string[] ForwardingHeaders =
    [
        "Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-ProxyUser-IP", "X-Original-Host", "X-Original-For",
        "X-Original-Proto", "X-Envoy-External-Address", "True-Client-IP", "CF-Connecting-IP", "Fastly-Client-IP", "Fly-Client-IP",
        "X-Azure-ClientIP", "X-Azure-SocketIP", "X-Appengine-User-IP", "X-ARR-LogId", "X-MS-Original-URL", "MS-ASPNETCORE-CLIENTCERT",
    ];

    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Why a request gets no answer; null where it gets one.</summary>
    public string? WhyClosed(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;

        // Authorization passes over everything that also says AllowAnonymous.
        var isAnonymous = metadata?.GetMetadata<IAllowAnonymous>() is not null;
        if ((isAnonymous && options.AllowAnonymous) || options.GateIsOpen)
        {
            return null;
        }

        var isAuthorized = !isAnonymous
            && (metadata?.GetMetadata<IAuthorizeData>() is not null
                || metadata?.GetMetadata<AuthorizationPolicy>() is not null
                || metadata?.GetMetadata<IAuthorizationRequirementData>() is not null);
        if (isAuthorized)
        {
            return null;
        }

        if (!isDevelopment && !options.AllowLocalOutsideDevelopment)
        {
            return "It has no authorization, and this is not the environment Development.";
        }

        // Addresses of IPv4 arrive mapped where one socket serves both; IsLoopback sees through that. No address is no proof.
        if (context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
        {
            return "It has no authorization, and the request does not come from this machine.";
        }

        if (context.Request.Headers.Keys.FirstOrDefault(IsForwarding) is { } header)
        {
            return $"It has no authorization, and the header {header} says that the request came through a proxy.";
        }

        // A page of another site can make its own name lead to this machine; the name stays in the header (DNS rebinding).
        return OwnNames.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase)
            ? null
            : "It has no authorization, and the request does not call this machine localhost.";
    }

    private static bool IsForwarding(string header) =>
        header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        || ForwardingHeaders.Contains(header, StringComparer.OrdinalIgnoreCase);
}
