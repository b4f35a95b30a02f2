using SequenceLogging.Insight.Flows;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>Which steps follow which.</summary>
internal static class Flows
{
    public static ApiResource Graph { get; } = new(
        "flow", "Which steps follow which, how often and after how long: as counted when they arrived, or of the sequences that fit.",
        typeof(FlowAnswer), async (request, cancellationToken) => ApiAnswer.Json(
            FlowAnswer.Of(await GraphAsync(request, cancellationToken).ConfigureAwait(false)), AnswerJson.Readable.FlowAnswer))
    {
        Parameters = SequenceFilters.All,
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
}
