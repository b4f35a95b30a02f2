using SequenceLogging.Insight.Flows;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering.Flows;

/// <summary>What is drawn of a flow: its most frequent ways, so that one can still see them, with the steps that they join.</summary>
/// <param name="Graph">All of it.</param>
/// <param name="Nodes">The steps that are drawn.</param>
/// <param name="Edges">The ways that are drawn.</param>
internal sealed record ShownFlow(FlowGraph Graph, IReadOnlyList<FlowNode> Nodes, IReadOnlyList<FlowEdge> Edges)
{
    /// <param name="graph">All of it.</param>
    /// <param name="minCount">Ways that were gone less often are left out.</param>
    /// <param name="top">At most so many ways.</param>
    public static ShownFlow Of(FlowGraph graph, long minCount, int top)
    {
        var edges = graph.Edges.Where(e => e.Count >= minCount).Take(top).ToList();
        var joined = edges.SelectMany(e => new[] { e.From, e.To }).ToHashSet(StringComparer.Ordinal);
        var alone = graph.Nodes.Select(n => n.Step).Except(graph.Edges.SelectMany(e => new[] { e.From, e.To }), StringComparer.Ordinal)
            .ToHashSet(StringComparer.Ordinal);
        var nodes = graph.Nodes
            .Where(n => joined.Contains(n.Step) || (alone.Contains(n.Step) && n.Count >= minCount))
            .Take(joined.Count + top);
        return new ShownFlow(graph, [.. nodes], edges);
    }

    /// <summary>What is not drawn; null where all is.</summary>
    public string? Hidden
    {
        get
        {
            var (steps, ways) = (Graph.Nodes.Count - Nodes.Count, Graph.Edges.Count - Edges.Count);
            return (steps, ways) switch
            {
                (0, 0) => null,
                (0, _) => $"{Numbers.Of(ways, "rare way")} not shown; --top N shows more, --json all.",
                _ => $"{Numbers.Of(steps, "rare step")} and {Numbers.Of(ways, "way")} not shown; --top N shows more, --json all.",
            };
        }
    }

    /// <summary>What was counted, in words: kept counts of months, or the steps of sequences.</summary>
    public static string Source(FlowCoverage coverage, string sequences) => coverage switch
    {
        { IsKept: false } => $"all steps of {Numbers.Of(coverage.Sequences ?? 0, "sequence")} {sequences}, read now",
        { FirstMonth: { } month, LastMonth: { } last } when month == last => $"the steps made in {FlowAnswer.Month(month)}, counted as they arrived",
        _ => "all steps ever made, counted as they arrived",
    };
}
