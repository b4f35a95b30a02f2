using SequenceLogging.Insight.Funnels;

namespace SequenceLogging.Reporting;

/// <summary>A funnel for scripts.</summary>
internal sealed record FunnelAnswer(
    long Sequences,
    IReadOnlyList<FunnelStepResult> Steps,
    long Converted,
    double Conversion,
    double? MedianSeconds,
    double? P95Seconds,
    string Mode,
    string? By,
    IReadOnlyList<FunnelGroup> Groups)
{
    public static FunnelAnswer Of(FunnelReport report) => new(
        report.All.Sequences,
        report.All.Steps,
        report.All.Converted,
        report.All.Conversion,
        report.All.MedianSeconds,
        report.All.P95Seconds,
        ModeOf(report.Funnel.Order),
        report.Funnel.By?.Name,
        report.Groups);

    /// <summary>How steps must lie to each other, as the command line names it.</summary>
    public static string ModeOf(FunnelOrder order) => order switch
    {
        FunnelOrder.Strict => "strict",
        FunnelOrder.Any => "any",
        _ => "ordered",
    };
}
