using System.Globalization;
using System.Text;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering.Flows;

/// <summary>A flow as Mermaid, which many pages of Markdown draw.</summary>
internal static class FlowMermaid
{
    public static string Of(ShownFlow flow)
    {
        var text = new StringBuilder("flowchart TD\n");
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in flow.Nodes)
        {
            numbers.Add(node.Step, numbers.Count);
            text.Append(CultureInfo.InvariantCulture, $"  n{numbers[node.Step]}[\"{Quoted(node.Step)}<br/>{Numbers.Count(node.Count)}\"]\n");
        }

        foreach (var edge in flow.Edges)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  n{numbers[edge.From]} -->|\"{Numbers.Count(edge.Count)} · {Quoted(Durations.Exact(edge.MedianSeconds * 1000))}\"| n{numbers[edge.To]}\n");
        }

        return text.ToString();
    }

    /// <summary>With the codes of Mermaid for all that its grammar, its Markdown or HTML could take for something else.</summary>
    private static string Quoted(string value)
    {
        var quoted = new StringBuilder();
        foreach (var c in SafeText.OneLine(value))
        {
            _ = c is '"' or '#' or '&' or '<' or '>' or '`' or '\\' or '*' or '[' or ']' or '{' or '}' or '(' or ')' or '|' or ';' or '%' or '/'
                ? quoted.Append(CultureInfo.InvariantCulture, $"#{(int)c};")
                : quoted.Append(c);
        }

        return quoted.ToString();
    }
}
