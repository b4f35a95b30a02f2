using System.Globalization;
using System.Text;
using SequenceLogging.Insight.Flows;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering.Flows;

/// <summary>A flow as a picture that any browser shows: nothing is loaded for it, and no text of a log is more than text.</summary>
internal static class FlowSvg
{
    private const double BoxHeight = 40, CellWidth = 7.6, Padding = 20, MostStroke = 7;
    private const int MostCells = 40;

    private const string Head = """
        <style>
          text { font: 12px ui-sans-serif, system-ui, sans-serif; fill: #1b1f24; text-anchor: middle; }
          .step { fill: #eaf3fb; stroke: #3f7cac; }
          .name { font-weight: 600; }
          .way { fill: none; stroke: #5b6b7b; }
          .back { stroke: #b4632b; stroke-dasharray: 5 4; }
          .count { font-size: 11px; paint-order: stroke; stroke: #ffffff; stroke-width: 3px; }
        </style>
        <defs>
          <marker id="down" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" orient="auto"><path d="M0 0 8 4 0 8z" fill="#5b6b7b"/></marker>
          <marker id="up" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" orient="auto"><path d="M0 0 8 4 0 8z" fill="#b4632b"/></marker>
        </defs>

        """;

    public static string Of(ShownFlow flow, string title)
    {
        var numbers = flow.Nodes.Select((node, i) => (node.Step, i)).ToDictionary(n => n.Step, n => n.i, StringComparer.Ordinal);
        var order = FlowOrder.Of(flow);
        var names = flow.Nodes.Select(n => string.Concat(new Phrase(n.Step).Cut(MostCells).Parts.Select(p => p.Text))).ToArray();
        var widths = names.Select(n => (Cells.WidthOf(n) * CellWidth) + Padding).ToArray();
        var joining = Enumerable.Range(0, flow.Edges.Count).Where(e => flow.Edges[e].From != flow.Edges[e].To).ToList();
        var layout = FlowLayout.Of(order, widths, [.. joining.Select(e => (numbers[flow.Edges[e].From], numbers[flow.Edges[e].To]))]);

        var svg = new HtmlText();
        svg.AddOwn(string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {layout.Width:0} {layout.Height:0}\" width=\"{layout.Width:0}\" height=\"{layout.Height:0}\" role=\"img\">\n"));
        svg.Add($"<title>{title}</title>\n");
        svg.AddOwn(Head);
        svg.AddOwn("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        var most = flow.Edges.Select(e => e.Count).DefaultIfEmpty(1).Max();
        for (var i = 0; i < joining.Count; i++)
        {
            AddWay(svg, flow.Edges[joining[i]], layout.Ways[i], order.GoesBack[joining[i]], most);
        }

        for (var i = 0; i < flow.Nodes.Count; i++)
        {
            AddStep(svg, flow.Nodes[i], names[i], layout.Nodes[i], widths[i]);
        }

        foreach (var again in flow.Edges.Where(e => e.From == e.To))
        {
            AddLoop(svg, again, layout.Nodes[numbers[again.From]], widths[numbers[again.From]]);
        }

        svg.AddOwn("</svg>\n");
        return svg.ToString();
    }

    private static void AddStep(HtmlText svg, FlowNode node, string name, (double X, double Y) at, double width)
    {
        svg.AddOwn(Line($"<g><rect class=\"step\" x=\"{at.X - (width / 2):0.#}\" y=\"{at.Y - (BoxHeight / 2):0.#}\" width=\"{width:0.#}\" height=\"{BoxHeight}\" rx=\"6\"/>"));
        svg.Add($"<title>{node.Step}: {Numbers.Count(node.Count)}</title>");
        svg.AddOwn(Line($"<text class=\"name\" x=\"{at.X:0.#}\" y=\"{at.Y - 3:0.#}\">"));
        svg.Add($"{name}</text>");
        svg.AddOwn(Line($"<text x=\"{at.X:0.#}\" y=\"{at.Y + 13:0.#}\">{Numbers.Count(node.Count)}</text></g>\n"));
    }

    private static void AddWay(HtmlText svg, FlowEdge way, (double X, double Y)[] points, bool goesBack, long most)
    {
        (double X, double Y)[] line = [.. points];
        line[0].Y += BoxHeight / 2;
        line[^1].Y -= BoxHeight / 2;

        // A way back beside the one that goes forth, and not on top of it.
        var aside = goesBack ? 18 : 0;
        line = [.. line.Select(p => (p.X + aside, p.Y))];
        var path = goesBack ? Curve([.. line.AsEnumerable().Reverse()]) : Curve(line);
        var stroke = 1 + ((MostStroke - 1) * way.Count / most);
        svg.AddOwn(Line(
            $"<g><path class=\"way{(goesBack ? " back" : "")}\" d=\"{path}\" stroke-width=\"{stroke:0.#}\" stroke-opacity=\"0.65\" marker-end=\"url(#{(goesBack ? "up" : "down")})\"/>"));
        Tell(svg, way);
        var middle = (line.Length - 1) / 2;
        var (x, y) = ((line[middle].X + line[middle + 1].X) / 2, (line[middle].Y + line[middle + 1].Y) / 2);

        // Of two ways between the same steps one number stands above the other.
        var lower = goesBack ? 12 : -3;
        svg.AddOwn(Line($"<text class=\"count\" x=\"{x:0.#}\" y=\"{y + lower:0.#}\">{Numbers.Count(way.Count)}</text></g>\n"));
    }

    private static void AddLoop(HtmlText svg, FlowEdge way, (double X, double Y) at, double width)
    {
        var right = at.X + (width / 2);
        svg.AddOwn(Line(
            $"<g><path class=\"way back\" d=\"M{right:0.#} {at.Y - 9:0.#} C{right + 30:0.#} {at.Y - 26:0.#} {right + 30:0.#} {at.Y + 26:0.#} {right:0.#} {at.Y + 9:0.#}\" marker-end=\"url(#up)\"/>"));
        Tell(svg, way);
        svg.AddOwn(Line($"<text class=\"count\" x=\"{right + 26:0.#}\" y=\"{at.Y + 4:0.#}\">{Numbers.Count(way.Count)}</text></g>\n"));
    }

    private static void Tell(HtmlText svg, FlowEdge way) => svg.Add(
        $"<title>{way.From} → {way.To}: {Numbers.Count(way.Count)}, median {Durations.Exact(way.MedianSeconds * 1000)}, p95 {Durations.Exact(way.P95Seconds * 1000)}</title>");

    private static string Curve((double X, double Y)[] points)
    {
        var path = new StringBuilder(Line($"M{points[0].X:0.#} {points[0].Y:0.#}"));
        for (var i = 1; i < points.Length; i++)
        {
            var middle = (points[i - 1].Y + points[i].Y) / 2;
            path.Append(Line($" C{points[i - 1].X:0.#} {middle:0.#} {points[i].X:0.#} {middle:0.#} {points[i].X:0.#} {points[i].Y:0.#}"));
        }

        return path.ToString();
    }

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
