using SequenceLogging.Statistics;

namespace SequenceLogging.Reporting.Journeys;

/// <summary>How long something usually takes, in milliseconds.</summary>
/// <param name="P50">Half of them take no longer.</param>
/// <param name="P95">Nearly all of them take no longer.</param>
/// <param name="Sample">How many were counted.</param>
internal sealed record UsualTime(double P50, double P95, long Sample)
{
    /// <summary>The 95th percentile of fewer is nothing but their longest.</summary>
    public const long LeastSample = 20;

    /// <summary>What a histogram says is usual; null where too few were counted.</summary>
    public static UsualTime? Of(DurationHistogram? counted) =>
        counted is { Count: >= LeastSample } && counted.Quantile(0.5) is { } half && counted.Quantile(0.95) is { } most
            ? new UsualTime(InMilliseconds(half), InMilliseconds(most), counted.Count)
            : null;

    // A histogram is right within a hundredth: more digits than these say nothing.
    private static double InMilliseconds(double value) => value < 100 ? Math.Round(value, 2) : Math.Round(value);
}
