using System.Runtime.CompilerServices;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Insight;

/// <summary>Reads the ways of many sequences page by page, the newest first.</summary>
internal static class PathPages
{
    private const int PageSize = 2_000;

    public static async IAsyncEnumerable<IReadOnlyList<SequencePath>> ReadAsync(
        ISequenceReader reader, SequenceQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = query with { Limit = PageSize };
        while (true)
        {
            var page = await reader.ReadPathsAsync(next, cancellationToken).ConfigureAwait(false);
            yield return page;
            if (page.Count < PageSize)
            {
                yield break;
            }

            next = next with { Before = page[^1].Header.SequenceId };
        }
    }
}
