using SequenceLogging.Insight.Health;

namespace SequenceLogging.Reporting;

/// <summary>The health report, for scripts.</summary>
internal sealed record HealthAnswer(
    bool Healthy,
    string Summary,
    DateOnly FirstDay,
    DateOnly LastDay,
    DateOnly ComparedFrom,
    long Steps,
    long FailedSteps,
    IReadOnlyList<HealthAnswer.Finding> Findings)
{
    public static HealthAnswer Of(HealthReport report) => new(
        report.Findings.Count == 0, report.Summary, report.FirstDay, report.LastDay, report.ComparedFrom, report.Steps, report.FailedSteps,
        [.. report.Findings.Select(f => new Finding(WordOf(f.Kind), f.Step, f.Component, f.Count, f.Message))]);

    public static string WordOf(HealthFindingKind kind) => kind switch
    {
        HealthFindingKind.Lost => "lost",
        HealthFindingKind.Failing => "failing",
        HealthFindingKind.Stuck => "stuck",
        HealthFindingKind.Slow => "slow",
        _ => "silent",
    };

    /// <summary>One finding; <paramref name="Kind"/> is lost, failing, stuck, slow or silent.</summary>
    internal sealed record Finding(string Kind, string? Step, string? Component, long Count, string Message);
}
