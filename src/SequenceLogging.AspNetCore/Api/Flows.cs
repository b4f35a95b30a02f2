using SequenceLogging.Insight.Flows;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>Which steps follow which.</summary>
internal static class Flows
{
    private static readonly ApiParameter<string?> From = new("from", "The step that the way leads from; empty for the beginning.", text => text);

    private static readonly ApiParameter<string?> To = new("to", "The step that it leads to; empty for the end.", text => text);

    private static readonly ApiParameter<string?> Step = Parameters.Text("step", "The step, instead of a way from one to another.");

    public static ApiResource Graph { get; } = new(
        "flow", "Which steps follow which, how often and after how long: as counted when they arrived, or of the sequences that fit.",
        typeof(FlowAnswer), async (request, cancellationToken) => ApiAnswer.Json(
            FlowAnswer.Of(await GraphAsync(request, cancellationToken).ConfigureAwait(false)), AnswerJson.Readable.FlowAnswer))
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
        Parameters = [Step, From, To, .. SequenceFilters.All.Where(p => p.Name != "step"), Parameters.Before, Parameters.Limit],
    };

    public static ApiResource Names(KnownWords words) => new(
        "flows", "The flows with their places, and the steps and components that were ever seen.", typeof(NamesAnswer),
        async (_, cancellationToken) => ApiAnswer.Json(
            NamesAnswer.Of(await words.GetAsync(cancellationToken).ConfigureAwait(false)), AnswerJson.Readable.NamesAnswer))
    {
        IsShared = true,
    };

    /// <summary>From what was counted as it arrived wherever that can tell; else from the sequences that fit.</summary>
    public static ValueTask<FlowGraph> GraphAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var query = SequenceFilters.Read(request) with { Before = null, Limit = new SequenceQuery().Limit };
        if (query == new SequenceQuery())
        {
            return request.Analysis.GetFlowAsync(cancellationToken: cancellationToken);
        }

        return SequenceFilters.WholeMonth(request) is { } month
            ? request.Analysis.GetFlowAsync(month, month, cancellationToken)
            : request.Analysis.GetFlowAsync(query, cancellationToken);
    }

    private static async ValueTask<ApiAnswer> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (step, from, to) = (request.Get(Step), request.Get(From), request.Get(To));
        if (step is null == (from is null || to is null))
        {
            throw ApiProblem.Bad(Step.Name, "what is opened is a step, or a way. Write step=NAME, or from=NAME and to=NAME.");
        }

        // What is opened is told by the coverage; nothing of the graph need be counted for it.
        var graph = FlowGraph.Covering(await CoverageAsync(request).ConfigureAwait(false));
        var selection = (step, from, to) switch
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
