using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Schema;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Reading;

/// <summary>The account of every number that was issued: a sequence, or the reason why there is none.</summary>
internal static class IdAccounts
{
    /// <summary>The reasons, in the order in which one goes before the other where they overlap.</summary>
    private static readonly string[] Reasons = [IdGap.Erased, IdGap.Pruned, IdGap.Skipped, IdGap.Leased];

    public static async Task<IReadOnlyList<IdAccount>> RunAsync(Work work, CancellationToken cancellationToken)
    {
        List<(int Year, int Month, long Last)> months;
        List<IdGap> gaps;
        using (var ask = work.Statements()
            .Add(Work.BeginQuestion)
            .Add("SELECT year, month, counter FROM sequence_counter ORDER BY year, month")
            .Add("SELECT year, month, first, last, reason FROM id_gaps"))
        {
            var answers = await ask.AskAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = answers.ConfigureAwait(false);
            months = await answers.AllAsync(row => (row.GetInt32(0), row.GetInt32(1), row.GetInt64(2)), cancellationToken).ConfigureAwait(false);
            gaps = await answers.AllAsync(
                row => new IdGap(row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.Text(4)), cancellationToken)
                .ConfigureAwait(false);
        }

        var accounts = new List<IdAccount>();
        foreach (var (year, month, last) in months)
        {
            var (start, _) = MonthPartitions.RangeOf(year, month);
            var pieces = Disjoint([.. gaps.Where(g => g.Year == year && g.Month == month)], last).ToArray();
            var counts = await CountAsync(work, start, [(1, last), .. pieces.Select(p => (p.First, p.Last))], cancellationToken)
                .ConfigureAwait(false);
            var explained = pieces.Zip(counts.Skip(1), (piece, used) => (piece.Reason, Count: piece.Last - piece.First + 1 - used))
                .GroupBy(p => p.Reason).ToDictionary(g => g.Key, g => g.Sum(p => p.Count));
            accounts.Add(new IdAccount(
                $"{year:D4}-{month:D2}", last, counts[0], explained.Where(e => e.Value > 0).ToDictionary(e => e.Key, e => e.Value)));
        }

        await work.RollBackAsync(cancellationToken).ConfigureAwait(false);
        return accounts;
    }

    /// <summary>Cuts what overlaps, so that every number has one reason.</summary>
    private static IEnumerable<(long First, long Last, string Reason)> Disjoint(IReadOnlyList<IdGap> gaps, long counter)
    {
        var bounds = gaps.SelectMany(g => new[] { g.First, g.Last + 1 }).Append(counter + 1).Distinct().Order().ToArray();
        var byReason = Reasons.Concat(gaps.Select(g => g.Reason)).Distinct(StringComparer.Ordinal)
            .Select(reason => gaps.Where(g => g.Reason == reason).OrderBy(g => g.First).ToArray()).Where(g => g.Length > 0).ToArray();
        var next = new int[byReason.Length];
        for (var i = 0; i + 1 < bounds.Length && bounds[i] <= counter; i++)
        {
            for (var reason = 0; reason < byReason.Length; reason++)
            {
                var own = byReason[reason];
                while (next[reason] < own.Length && own[next[reason]].Last < bounds[i])
                {
                    next[reason]++;
                }

                if (next[reason] < own.Length && own[next[reason]].First <= bounds[i])
                {
                    yield return (bounds[i], bounds[i + 1] - 1, own[0].Reason);
                    break;
                }
            }
        }
    }

    private static async Task<List<long>> CountAsync(
        Work work, long start, IReadOnlyCollection<(long First, long Last)> ranges, CancellationToken cancellationToken)
    {
        using var ask = work.Statements().Add(
            """
            SELECT (SELECT count(*) FROM sequences s WHERE s.id BETWEEN u.first AND u.last)
              FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS u (place, first, last) ORDER BY u.place
            """,
            Parameter.Numbers(Enumerable.Range(0, ranges.Count).Select(n => (long)n)),
            Parameter.Numbers(ranges.Select(r => start + r.First)),
            Parameter.Numbers(ranges.Select(r => start + r.Last)));
        var answers = await ask.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        return await answers.AllAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
    }
}
