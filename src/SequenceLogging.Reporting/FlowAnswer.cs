using System.Globalization;
using SequenceLogging.Insight.Flows;

namespace SequenceLogging.Reporting;

/// <summary>A flow for scripts: what was counted stands behind what is promised.</summary>
internal sealed record FlowAnswer(IReadOnlyList<FlowNode> Nodes, IReadOnlyList<FlowEdge> Edges, bool Kept, string? FirstMonth, string? LastMonth, long? Sequences)
{
    public static FlowAnswer Of(FlowGraph graph) => new(
        graph.Nodes,
        graph.Edges,
        graph.Coverage.IsKept,
        Month(graph.Coverage.FirstMonth),
        Month(graph.Coverage.LastMonth),
        graph.Coverage.Sequences);

    /// <summary>202507 as <c>2025-07</c>.</summary>
    public static string? Month(int? month) =>
        month is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / 100:0000}-{known % 100:00}") : null;
}
