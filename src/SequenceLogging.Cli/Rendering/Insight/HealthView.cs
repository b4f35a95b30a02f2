using SequenceLogging.Insight.Health;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Lines;

namespace SequenceLogging.Cli.Rendering.Insight;

/// <summary>The health report, for people.</summary>
internal static class HealthView
{
    public static void Write(Page page, HealthReport report)
    {
        var summary = new Grid(new Column());
        var isWell = report.Findings.Count == 0;
        summary.AddSpan(
            [new Phrase(isWell ? "✔" : "!", isWell ? Look.Good : Look.Warning)],
            new Phrase(report.Summary, Look.Strong),
            new Wrapping(0, ""));
        summary.AddSpan(
            [""],
            new Phrase(
                $"{report.FirstDay:yyyy-MM-dd} to {report.LastDay:yyyy-MM-dd} (UTC), beside {report.ComparedFrom:yyyy-MM-dd} to "
                    + $"{report.FirstDay.AddDays(-1):yyyy-MM-dd}",
                Look.Dim),
            new Wrapping(0, ""));
        page.Write(summary);
        if (isWell)
        {
            return;
        }

        page.WriteLine();
        var findings = new Grid(new Column(), new Column());
        foreach (var finding in report.Findings)
        {
            findings.AddSpan(
                [new Phrase("✖", LookOf(finding.Kind)), new Phrase(HealthAnswer.WordOf(finding.Kind), LookOf(finding.Kind))],
                new Phrase(finding.Message).Add(finding.Component is { } component ? $"  {component}" : "", Look.Dim),
                new Wrapping(0, "", "") { MostLines = 4 });
        }

        page.Write(findings);
    }

    private static Look LookOf(HealthFindingKind kind) =>
        kind is HealthFindingKind.Slow or HealthFindingKind.Silent ? Look.Warning : Look.Alarm;
}
