using SequenceLogging.Insight.Flows;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>Which steps follow which.</summary>
internal static class Flows
{
    private static readonly ApiParameter<string?> From = new("from", "The step that the way leads from; empty for the beginning.", text => text);

    private static readonly ApiParameter<string?> To = new("to", "The step that it leads to; empty for the end.", text => text);

    private static readonly ApiParameter<string?> Node = Parameters.Text("node", "The step, instead of a way from one to another.");

    public static ApiResource Graph { get; } = new(
        "flow", "Which steps follow which, how often and after how long: as counted when they arrived, or of the sequences that fit.",
        typeof(FlowAnswer), ReadAsync)
    {
        Parameters = SequenceFilters.All,
        IsShared = true,
    };

    public static ApiResource Opened { get; } = new(
        "flow/sequences",
        "The sequences that a number of the flow counts, newest first: of a step, or of a way from one to another; from nowhere to a step "
        + "are those that began with it, from a step to nowhere those whose last one it is.",
        typeof(IReadOnlyList<OpenedSequence>), OpenAsync)
    {
        Parameters = [Node, From, To, .. SequenceFilters.Paged],
    };

    public static ApiResource Names(KnownWords words) => new(
        "flows", "The flows with their places, and the steps and components that were ever seen.", typeof(NamesAnswer),
        async (_, cancellationToken) => ApiAnswer.Json(
            NamesAnswer.Of(await words.GetAsync(cancellationToken).ConfigureAwait(false)), AnswerJson.Readable.NamesAnswer))
    {
        IsShared = true,
    };

    private static async ValueTask<ApiAnswer> ReadAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var coverage = CoverageOf(request);
        var graph = coverage.IsKept
            ? await request.Analysis.GetFlowAsync(coverage.FirstMonth, coverage.LastMonth, cancellationToken).ConfigureAwait(false)
            : await request.Analysis.GetFlowAsync(coverage.Query, cancellationToken).ConfigureAwait(false);
        return ApiAnswer.Json(FlowAnswer.Of(graph), JourneyJson.OnOneLine.FlowAnswer);
    }

    /// <summary>What was counted as it arrived wherever that can tell; else the sequences that fit.</summary>
    private static FlowCoverage CoverageOf(ApiRequest request)
    {
        var query = SequenceFilters.Among(request);
        if (query == new SequenceQuery())
        {
            return FlowCoverage.Kept(null, null);
        }

        return SequenceFilters.WholeMonth(request) is { } month ? FlowCoverage.Kept(month, month) : FlowCoverage.Read(query);
    }

    private static async ValueTask<ApiAnswer> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (node, from, to) = (request.Get(Node), request.Get(From), request.Get(To));
        if (node is null == (from is null || to is null))
        {
            throw ApiProblem.Bad(Node.Name, "what is opened is a step, or a way. Write node=NAME, or from=NAME and to=NAME.");
        }

        // What is opened depends on the coverage alone; nothing need be counted for it.
        var graph = new FlowGraph(CoverageOf(request), [], []);
        var selection = (node, from, to) switch
        {
            ({ } name, _, _) => graph.Open(name),
            (_, "", "") => throw ApiProblem.Bad(From.Name, "from and to are both empty. Name a step in one of them."),
            (_, "", { } first) => graph.OpenFirst(first),
            (_, { } last, "") => graph.OpenLast(last),
            _ => graph.Open(from!, to!),
        };
        return await OpenedPage.ReadAsync(request, selection, cancellationToken).ConfigureAwait(false);
    }
}
