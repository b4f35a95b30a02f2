using System.Globalization;
using System.Text;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering.Flows;

/// <summary>A flow in the language of Graphviz.</summary>
internal static class FlowDot
{
    public static string Of(ShownFlow flow)
    {
        var text = new StringBuilder("digraph flow {\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n");
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in flow.Nodes)
        {
            numbers.Add(node.Step, numbers.Count);
            text.Append(CultureInfo.InvariantCulture, $"  n{numbers[node.Step]} [label=\"{Quoted(node.Step)}\\n{Numbers.Count(node.Count)}\"];\n");
        }

        foreach (var edge in flow.Edges)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  n{numbers[edge.From]} -> n{numbers[edge.To]} [label=\"{Numbers.Count(edge.Count)}\\n{Durations.Exact(edge.MedianSeconds * 1000)}\"];\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Quoted(string value) =>
        SafeText.OneLine(value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
