using SequenceLogging.Insight;
using SequenceLogging.Insight.Flows;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>Which steps follow which.</summary>
internal static class Flows
{
    private static readonly ApiParameter<string?> At = Parameters.Text("at", "Those that made the step of exactly this name.");

    private static readonly ApiParameter<string?> From = Parameters.Text(
        "from", "With to: those that went from this step directly to that one. Alone: those whose last step it is.");

    private static readonly ApiParameter<string?> To = Parameters.Text(
        "to", "With from: those that went from that step directly to this one. Alone: those that began with it.");

    public static ApiResource Graph { get; } = new(
        "flow", "Which steps follow which, how often and after how long: as counted when they arrived, or of the sequences that fit.",
        typeof(FlowAnswer), async (request, cancellationToken) => ApiAnswer.Json(
            FlowAnswer.Of(await GraphAsync(request, cancellationToken).ConfigureAwait(false)), AnswerJson.Readable.FlowAnswer))
    {
        Parameters = SequenceFilters.All,
        IsShared = true,
    };

    public static ApiResource Opened { get; } = new(
        "flow/sequences", "The sequences that a number of the flow counts, newest first, each with how often.",
        typeof(IReadOnlyList<OpenedSequence>), (request, cancellationToken) => OpenedNumbers.AnswerAsync(request, SelectionOf(request), cancellationToken))
    {
        Parameters = [At, From, To, .. SequenceFilters.Paged],
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

    // The kept counts of a month are those of its steps; all others are those of the sequences that fit, whether kept or read.
    private static SequenceSelection SelectionOf(ApiRequest request)
    {
        var coverage = SequenceFilters.WholeMonth(request) is { } month
            ? FlowCoverage.OfMonth(month)
            : FlowCoverage.Of(SequenceFilters.Read(request));
        var graph = new FlowGraph(coverage, [], []);
        return (request.Get(At), request.Get(From), request.Get(To)) switch
        {
            ({ } step, null, null) => graph.Open(step),
            (null, { } from, { } to) => graph.Open(from, to),
            (null, { } last, null) => graph.OpenLast(last),
            (null, null, { } first) => graph.OpenFirst(first),
            (null, null, null) => throw ApiProblem.Bad(At.Name, "nothing says which number. Write at for a step, or from and to for a way."),
            _ => throw ApiProblem.Bad(At.Name, "a step is opened, or a way. Leave out at, or from and to."),
        };
    }
}
