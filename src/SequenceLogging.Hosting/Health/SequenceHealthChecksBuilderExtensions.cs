using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using SequenceLogging;
using SequenceLogging.Hosting.Health;

// The container's own namespace, as for every health check.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Tells how the sequence log fares, among the application's health checks.</summary>
public static class SequenceHealthChecksBuilderExtensions
{
    /// <summary>How long the store may take, unless told otherwise.</summary>
    private static readonly TimeSpan DefaultTimeLimit = TimeSpan.FromSeconds(2);

    /// <summary>Adds a health check of the sequence log.</summary>
    /// <remarks>
    /// Unhealthy: the store does not answer within the time limit. Degraded: records were dropped or rejected since the
    /// process started, or records wait for longer than the time limit. Its data are the delivery counts.
    /// </remarks>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">Name of the check.</param>
    /// <param name="failureStatus">What to report instead of unhealthy.</param>
    /// <param name="tags">Tags of the check.</param>
    /// <param name="timeLimit">How long the store may take to answer, and again to write; default 2 s.</param>
    public static IHealthChecksBuilder AddSequenceLogging(
        this IHealthChecksBuilder builder,
        string name = "sequencelogging",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeLimit = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeLimit ?? DefaultTimeLimit, TimeSpan.Zero, nameof(timeLimit));
        builder.Services.AddKeyedSingleton(name, (services, _) => new SequenceLogHealthCheck(
            services.GetService<SequenceLog>() ?? throw new InvalidOperationException(
                $"The health check \"{name}\" finds no SequenceLog. Call services.AddSequenceLogging(o => o.UseSqlite(path))."),
            timeLimit ?? DefaultTimeLimit,
            services.GetRequiredService<IOptions<SequenceLogOptions>>().Value.TimeProvider));
        return builder.Add(new HealthCheckRegistration(
            name, services => services.GetRequiredKeyedService<SequenceLogHealthCheck>(name), failureStatus, tags));
    }
}
