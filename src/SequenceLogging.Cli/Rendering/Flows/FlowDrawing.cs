using SequenceLogging.Cli.Rendering.Insight;
using SequenceLogging.Insight.Flows;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering.Flows;

/// <summary>A flow as a terminal can draw it: each step, from the first to the last, with the ways that lead on from it.</summary>
internal static class FlowDrawing
{
    private const int BarWidth = 12;

    public static Grid Of(ShownFlow flow)
    {
        var grid = new Grid(
            new Column("step") { Least = 16, GivesWay = 1 },
            new Column("count") { Right = true },
            new Column("share") { Right = true },
            new Column { Optional = true, Least = BarWidth, GivesWay = 5, Gap = 1 },
            new Column("mean") { Right = true, Optional = true, GivesWay = 4 },
            new Column("median") { Right = true, Optional = true, GivesWay = 2 },
            new Column("p95") { Right = true, Optional = true, GivesWay = 3 });
        var order = FlowOrder.Of(flow);
        var ways = flow.Edges.Select((edge, i) => (Edge: edge, GoesBack: order.GoesBack[i])).ToLookup(w => w.Edge.From, StringComparer.Ordinal);
        var most = flow.Nodes.Select(n => n.Count).DefaultIfEmpty(1).Max();
        foreach (var (node, _) in flow.Nodes.Select((node, i) => (node, order.Rows[i])).OrderBy(n => n.Item2).ThenByDescending(n => n.node.Count))
        {
            AddNode(grid, node, most);
            var leaving = ways[node.Step].ToList();
            for (var i = 0; i < leaving.Count; i++)
            {
                AddWay(grid, leaving[i].Edge, leaving[i].GoesBack, i == leaving.Count - 1, node.Count);
            }
        }

        return grid;
    }

    private static void AddNode(Grid grid, FlowNode node, long most) => grid.Add(
        new Phrase("● ", Look.Accent).Add(node.Step, Look.Strong),
        new Phrase(Numbers.Count(node.Count), Look.Strong),
        "",
        new Phrase(Bars.Of(node.Count / (double)most, BarWidth), Look.Accent).Pad(BarWidth),
        "",
        "",
        "");

    private static void AddWay(Grid grid, FlowEdge way, bool goesBack, bool isLast, long ofNode) => grid.Add(
        new Phrase(isLast ? "└" : "├", Look.Dim)
            .Add(way.From == way.To ? "↺ again" : goesBack ? "↑ " : "→ ", goesBack ? Look.Warning : Look.Dim)
            .Add(way.From == way.To ? "" : way.To),
        Numbers.Count(way.Count),
        Numbers.Percent(Math.Min(1, way.Count / (double)Math.Max(1, ofNode))),
        "",
        Took(way.MeanSeconds),
        Took(way.MedianSeconds),
        Took(way.P95Seconds));

    private static Phrase Took(double seconds) => new(Durations.Exact(seconds * 1000), Look.Dim);
}
