using Microsoft.AspNetCore.Http;

namespace SequenceLogging.AspNetCore.Dashboard;

/// <summary>
/// Stands in front of each handler, inside of its endpoint, so that no pipeline goes around it: security headers, the gate, the
/// method.
/// </summary>
/// <param name="gate">Who gets an answer.</param>
internal sealed class Guard(AccessGate gate)
{
    public RequestDelegate Around(DashboardEndpoint endpoint, RequestDelegate handler) => context =>
    {
        SecurityHeaders.Set(context.Response.Headers);
        if (gate.WhyClosed(context) is { } reason)
        {
            return Refusal.ClosedAsync(context, endpoint, reason);
        }

        var isAllowed = context.Request.Method == endpoint.Method
            || (endpoint.Method == HttpMethods.Get && HttpMethods.IsHead(context.Request.Method));
        return isAllowed ? handler(context) : Refusal.MethodAsync(context, endpoint);
    };
}
