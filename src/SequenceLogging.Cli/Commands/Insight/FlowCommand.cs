using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Cli.Rendering.Flows;
using SequenceLogging.Insight;
using SequenceLogging.Insight.Flows;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.Cli.Commands.Insight;

/// <summary><c>seqlog flow</c>: which steps follow which.</summary>
internal sealed class FlowCommand : InsightCommand
{
    private const string Text = "text", Mermaid = "mermaid", Dot = "dot", Svg = "svg", Json = "json";

    private const string Arrow = ">";

    private readonly Option<string> _format = Parsed.Word(
        ["--format", "-f"], "format of a drawing", "text (for the terminal), mermaid, dot (Graphviz), svg (a picture for any browser), or json.",
        Text, Mermaid, Dot, Svg, Json);

    private readonly Option<int> _top = new("--top")
    {
        Description = "Draws at most this many ways, the most frequent; JSON and CSV have all.",
        HelpName = "N",
        DefaultValueFactory = _ => 60,
        CustomParser = result => Parsed.Number(result, "number of ways", 1, 10_000),
    };

    private readonly Option<int> _minCount = new("--min-count")
    {
        Description = "Draws only ways that were gone at least so often.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result => Parsed.Number(result, "count", 1, int.MaxValue),
    };

    public FlowCommand(Surroundings around, SharedOptions shared)
        : base(
            "flow", "Shows which steps follow which, how often and after how long: all steps as they were counted when they arrived, or "
            + "those of the sequences that fit.",
            "\"STEP\", or \"STEP > STEP\" for those that went from one directly to the other.", around, shared,
            "seqlog flow",
            "seqlog flow --month 2025-07 --format svg > flow.svg",
            "seqlog flow --language en --status abandoned",
            "seqlog flow --open \"User_Flow_1_Start > CreateAd_Step_1_Start\"") => Add(_format, _minCount, _top, Search.Flow);

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var query = Query(question);
        var graph = await GraphAsync(question, query, cancellationToken);
        if (question.Arguments.GetValue(Opened) is { } opened)
        {
            var (selection, number) = Number(graph, opened, question);
            return await OpenAsync(question, selection, $"with {opened}", cancellationToken, number);
        }

        var format = question.Arguments.GetValue(_format)!;
        var shown = ShownFlow.Of(graph, question.Arguments.GetValue(_minCount), question.Arguments.GetValue(_top));
        var source = ShownFlow.Source(graph.Coverage, SearchOptions.InWords(query));
        if (question.IsJson || format == Json)
        {
            JourneyJson.Write(Around.Out, FlowAnswer.Of(graph), JourneyJson.Indented.FlowAnswer);
        }
        else if (question.Arguments.GetValue(Shared.Csv))
        {
            CsvAnswers.FlowEdges.Write(Around.Out, graph.Edges);
        }
        else if (graph.Nodes.Count > 0)
        {
            Write(question, shown, format, source);
        }

        return graph.Nodes.Count > 0 || graph.Coverage.Sequences > 0
            ? ExitCode.Ok
            : throw await NothingFitsAsync(question, query, cancellationToken);
    }

    /// <summary>From what was counted as it arrived wherever that can tell; else from the sequences that fit.</summary>
    private async Task<FlowGraph> GraphAsync(Question question, SequenceQuery query, CancellationToken cancellationToken)
    {
        if (query == new SequenceQuery())
        {
            return await question.Analysis.GetFlowAsync(cancellationToken: cancellationToken);
        }

        // A whole month, and nothing else asked for.
        if (question.Arguments.GetValue(Search.Month) is { } month && query with { CreatedFrom = null, CreatedBefore = null } == new SequenceQuery())
        {
            var number = (month.Year * 100) + month.Month;
            return await question.Analysis.GetFlowAsync(number, number, cancellationToken);
        }

        return await question.Analysis.GetFlowAsync(query, cancellationToken);
    }

    private void Write(Question question, ShownFlow shown, string format, string source)
    {
        switch (format)
        {
            case Mermaid:
                Around.Out.Write(FlowMermaid.Of(shown));
                break;
            case Dot:
                Around.Out.Write(FlowDot.Of(shown));
                break;
            case Svg:
                Around.Out.Write(FlowSvg.Of(shown, source));
                break;
            default:
                question.Page.Write(FlowDrawing.Of(shown));
                break;
        }

        question.Note($"{source}.");
        if (shown.Hidden is { } hidden)
        {
            question.Note(hidden);
        }
    }

    /// <summary>A name may itself hold an arrow: the place counts at which both sides are steps, and that was gone.</summary>
    private static (SequenceSelection Selection, long Count) Number(FlowGraph graph, string text, Question question)
    {
        if (graph.Nodes.FirstOrDefault(n => n.Step == text) is { } node)
        {
            return (graph.Open(text), node.Count);
        }

        var steps = graph.Nodes.Select(n => n.Step).ToList();
        (SequenceSelection Selection, long Count)? way = null;
        for (var at = text.IndexOf(Arrow, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Arrow, at + 1, StringComparison.Ordinal))
        {
            var (from, to) = (text[..at].Trim(), text[(at + 1)..].Trim());
            if (graph.Edges.FirstOrDefault(e => e.From == from && e.To == to) is { } edge)
            {
                return (graph.Open(from, to), edge.Count);
            }

            way ??= steps.Contains(from) && steps.Contains(to) ? (graph.Open(from, to), 0) : null;
        }

        if (way is { } neverGone)
        {
            return neverGone;
        }

        foreach (var name in text.Split(Arrow, 2, StringSplitOptions.TrimEntries))
        {
            ThrowIfUnknown("step", name, steps, question);
        }

        throw new ExpectedFailure(ExitCode.Usage, $"\"{text}\" is no number of a flow. Write a step, or \"STEP > STEP\".");
    }
}
