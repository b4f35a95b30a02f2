using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>
/// Numbers without a sequence, and why. Neighbours of one month and reason are one row; whoever joins them has the counter of
/// the month, so that nobody else does at the same time.
/// </summary>
internal static class GapTable
{
    /// <summary>The stretches that ids make up.</summary>
    public static IEnumerable<IdGap> Of(IEnumerable<long> sequences, string reason) => Join(
        from sequence in sequences
        let id = SequenceId.FromInt64(sequence)
        select new IdGap(id.Year, id.Month, id.Number, id.Number, reason));

    /// <summary>Reads what is next to new gaps, and adds statements that put all of it together.</summary>
    public static async Task AddAsync(Work work, IReadOnlyCollection<IdGap> gaps, Statements saving, CancellationToken cancellationToken)
    {
        if (gaps.Count == 0)
        {
            return;
        }

        using var look = work.Statements().Add(
            """
            SELECT DISTINCT g.year, g.month, g.first, g.last, g.reason FROM id_gaps g
              JOIN unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[], $5::text[]) AS u (year, month, first, last, reason)
                ON g.year = u.year AND g.month = u.month AND g.reason = u.reason AND g.last >= u.first - 1 AND g.first <= u.last + 1
            """,
            Values(gaps));
        var answers = await look.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        var near = await answers.AllAsync(
            row => new IdGap(row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.Text(4)), cancellationToken)
            .ConfigureAwait(false);
        saving.AddIf(
            near.Count > 0,
            """
            DELETE FROM id_gaps g USING unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[], $5::text[]) AS u (year, month, first, last, reason)
             WHERE g.year = u.year AND g.month = u.month AND g.reason = u.reason AND g.first = u.first
            """,
            Values(near));
        saving.Add(
            """
            INSERT INTO id_gaps (year, month, first, last, reason)
            SELECT * FROM unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[], $5::text[])
            """,
            Values([.. Join(near.Concat(gaps))]));
    }

    private static IEnumerable<IdGap> Join(IEnumerable<IdGap> gaps)
    {
        IdGap? last = null;
        foreach (var gap in gaps.OrderBy(g => (g.Year, g.Month)).ThenBy(g => g.Reason, StringComparer.Ordinal).ThenBy(g => g.First))
        {
            if (last is { } before && (before.Year, before.Month, before.Reason) == (gap.Year, gap.Month, gap.Reason)
                && gap.First <= before.Last + 1)
            {
                last = before with { Last = Math.Max(before.Last, gap.Last) };
                continue;
            }

            if (last is { } whole)
            {
                yield return whole;
            }

            last = gap;
        }

        if (last is { } end)
        {
            yield return end;
        }
    }

    private static Npgsql.NpgsqlParameter[] Values(IReadOnlyCollection<IdGap> gaps) =>
    [
        Parameter.Ints(gaps.Select(g => g.Year)),
        Parameter.Ints(gaps.Select(g => g.Month)),
        Parameter.Numbers(gaps.Select(g => g.First)),
        Parameter.Numbers(gaps.Select(g => g.Last)),
        Parameter.Texts(gaps.Select(g => g.Reason)),
    ];
}
