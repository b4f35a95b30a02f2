using SequenceLogging.Insight.Funnels;

namespace SequenceLogging.Cli.Rendering.Insight;

/// <summary>A step of a funnel in a table of all of them.</summary>
/// <param name="Group">Of which group; empty for all together.</param>
/// <param name="Place">Its place in the funnel, from 1.</param>
/// <param name="Numbers">Its numbers.</param>
internal sealed record FunnelRow(string Group, int Place, FunnelStepResult Numbers)
{
    public static IEnumerable<FunnelRow> Of(FunnelReport report) =>
        Of("", report.All).Concat(report.Groups.SelectMany(g => Of(FunnelView.NameOf(g), g.Result)));

    private static IEnumerable<FunnelRow> Of(string group, FunnelResult result) =>
        result.Steps.Select((step, i) => new FunnelRow(group, i + 1, step));
}
