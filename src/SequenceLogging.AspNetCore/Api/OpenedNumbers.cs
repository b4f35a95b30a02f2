using SequenceLogging.Insight;
using SequenceLogging.Reporting;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>Exactly the sequences that a number counts, a page at a time.</summary>
internal static class OpenedNumbers
{
    private const int UsualPage = 20;

    public static async ValueTask<ApiAnswer> AnswerAsync(ApiRequest request, SequenceSelection selection, CancellationToken cancellationToken)
    {
        var limit = request.Get(Parameters.Limit) ?? UsualPage;

        // One more than is shown tells whether there is a next page.
        var found = await request.Analysis
            .OpenAsync(selection, limit + 1, request.Get(Parameters.Before), cancellationToken).ConfigureAwait(false);
        return Page([.. found.Take(limit).Select(s => new OpenedSequence(s.Sequence, s.Times))], found.Count > limit);
    }

    public static ApiAnswer Page(IReadOnlyList<OpenedSequence> page, bool isMore) =>
        ApiAnswer.Json(page, AnswerJson.Readable.IReadOnlyListOpenedSequence) with
        {
            Next = isMore ? (Parameters.Before.Name, page[^1].SequenceId.ToString()) : null,
        };
}
