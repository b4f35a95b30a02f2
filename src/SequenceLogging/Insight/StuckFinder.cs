using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Insight;

/// <summary>Looks for the sequences of a store that are stuck.</summary>
/// <param name="reader">Answers from the store.</param>
/// <param name="time">The clock.</param>
/// <param name="rules">From when on a sequence is stuck.</param>
public sealed class StuckFinder(ISequenceReader reader, TimeProvider time, StuckRules rules)
{
    private const int PageSize = 1_000;

    /// <summary>One look goes through so many idle sequences and no further: the newest.</summary>
    private const int MostLookedAt = 100_000;

    /// <summary>
    /// Those that are stuck now, at most <see cref="StuckRules.MostFound"/>. The shortest wait comes first: whoever is stuck since an
    /// hour ago can still be helped.
    /// </summary>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public async ValueTask<IReadOnlyList<StuckSequence>> FindAsync(CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var first = now.AddMonths(1 - rules.Months);
        var statistics = await reader.GetStepStatisticsAsync(MonthOf(first), MonthOf(now), cancellationToken).ConfigureAwait(false);
        var judge = new StuckJudge(StepWaits.Learn(statistics), rules);

        var found = new List<StuckSequence>();
        var query = new SequenceQuery { Status = SequenceStatus.Active, IdleSince = now - rules.LeastWait, Limit = PageSize };
        for (var looked = 0; looked < MostLookedAt; looked += PageSize)
        {
            var page = await reader.FindAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var header in page.Where(h => judge.MayBeStuck(h, now)))
            {
                // The header may be older than what has happened since; the steps say what holds.
                if (await reader.GetDetailsAsync(header.SequenceId, cancellationToken).ConfigureAwait(false) is { } journey
                    && judge.Judge(journey, now) is { } stuck)
                {
                    found.Add(stuck);
                    if (found.Count >= rules.MostFound)
                    {
                        return Sort(found);
                    }
                }
            }

            if (page.Count < PageSize)
            {
                break;
            }

            query = query with { Before = page[^1].SequenceId };
        }

        return Sort(found);
    }

    private static List<StuckSequence> Sort(List<StuckSequence> found) => [.. found.OrderBy(s => s.WaitedSeconds)];

    private static int MonthOf(DateTimeOffset at) => (at.UtcDateTime.Year * 100) + at.UtcDateTime.Month;
}
