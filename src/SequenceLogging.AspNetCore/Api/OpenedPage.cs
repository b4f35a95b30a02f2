using SequenceLogging.Insight;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>The sequences behind a number, page by page.</summary>
internal static class OpenedPage
{
    public static async ValueTask<ApiAnswer> ReadAsync(ApiRequest request, SequenceSelection selection, CancellationToken cancellationToken)
    {
        var limit = request.Get(Parameters.Limit) ?? 20;

        // One more than is shown tells whether there is a next page, so that none is empty.
        var opened = await request.Analysis
            .OpenAsync(selection, limit + 1, request.Get(Parameters.Before), cancellationToken).ConfigureAwait(false);
        return ApiAnswer.Json(
            [.. opened.Take(limit).Select(s => new OpenedSequence(s.Sequence, s.Times))], JourneyJson.OnOneLine.IReadOnlyListOpenedSequence) with
        {
            Next = opened.Count > limit ? (Parameters.Before.Name, opened[limit - 1].Sequence.SequenceId.ToString()) : null,
        };
    }
}
