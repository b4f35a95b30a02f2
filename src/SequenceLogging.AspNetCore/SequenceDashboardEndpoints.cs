using Microsoft.AspNetCore.Routing;
using SequenceLogging.AspNetCore;
using SequenceLogging.AspNetCore.Dashboard;

// The namespace of the other verbs that map endpoints, so that it stands beside MapGet and MapHealthChecks.
#pragma warning disable IDE0130
namespace Microsoft.AspNetCore.Builder;
#pragma warning restore IDE0130

/// <summary>Puts the dashboard of all journeys into an application.</summary>
public static class SequenceDashboardEndpoints
{
    /// <summary>
    /// Maps the dashboard's pages, their HTTP API and its live events under a path. Closed by default: without authorization, as
    /// <c>RequireAuthorization()</c> behind it, it answers in Development requests of the same machine only.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">Under which path, as <c>/sequences</c>.</param>
    /// <param name="configure">Changes how it answers.</param>
    /// <returns>All its endpoints, for <c>RequireAuthorization</c>, <c>RequireHost</c>, <c>RequireRateLimiting</c> and their like.</returns>
    /// <exception cref="ArgumentException">The options are not right; the message names all that is wrong.</exception>
    /// <exception cref="InvalidOperationException">The application has no sequence log; the message says which line adds it.</exception>
    public static IEndpointConventionBuilder MapSequenceDashboard(
        this IEndpointRouteBuilder endpoints, string pattern = "/sequences", Action<SequenceDashboardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var options = new SequenceDashboardOptions();
        configure?.Invoke(options);
        var errors = options.Validate();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(configure));
        }

        return DashboardMap.Map(endpoints, pattern, options);
    }
}
