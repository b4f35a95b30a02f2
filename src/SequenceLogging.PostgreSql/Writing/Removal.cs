using Npgsql;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>
/// Removes sequences with all that belongs to them, for an erasure or a pruning, inside a transaction. It holds the counters of
/// their months, since their numbers become gaps.
/// </summary>
internal sealed class Removal(Work work, int slot)
{
    private static readonly string[] Others = ["errors", "status_changes", "losses", "sequence_keys", "rejected_records"];

    /// <summary>Takes the rows of sequences, behind the counters of their months.</summary>
    public async Task<List<Header>> TakeAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        var months = sequences.Select(SequenceId.FromInt64).Select(id => (id.Year, id.Month)).Distinct().Order().ToArray();
        using var take = work.Statements()
            .Add(
                """
                SELECT c.counter FROM sequence_counter c JOIN unnest($1::int[], $2::int[]) AS u (year, month) ON u.year = c.year AND u.month = c.month
                 ORDER BY c.year, c.month FOR UPDATE OF c
                """,
                Parameter.Ints(months.Select(m => m.Year)), Parameter.Ints(months.Select(m => m.Month)))
            .Add(
                """
                SELECT id, status, updated_at, bytes, user_id, username FROM sequences
                 WHERE id = ANY($1) ORDER BY id FOR UPDATE
                """,
                Parameter.Numbers(sequences.Order()));
        var answers = await take.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        await answers.AllAsync(_ => true, cancellationToken).ConfigureAwait(false);
        return await answers.AllAsync(Read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts what <see cref="RunAsync"/> would remove.</summary>
    public async Task<Erasure> CountAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        string[] tables = ["steps", "links", .. Others];
        using var count = work.Statements();
        foreach (var table in tables)
        {
            count.Add($"SELECT count(*) FROM {table} WHERE sequence = ANY($1)", Parameter.Numbers(sequences));
        }

        var answers = await count.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        var counts = new List<long>();
        for (var table = 0; table < tables.Length; table++)
        {
            counts.AddRange(await answers.AllAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false));
        }

        return new Erasure(sequences.Count, counts[0], counts[1], counts.Skip(2).Sum());
    }

    /// <summary>Removes sequences whose rows were taken.</summary>
    public async Task<Erasure> RunAsync(IReadOnlyCollection<Header> headers, string reason, CancellationToken cancellationToken)
    {
        var sequences = headers.Select(h => h.Sequence).ToArray();
        using var remove = work.Statements();
        foreach (var table in Others.Prepend("links").Prepend("steps"))
        {
            remove.Add($"DELETE FROM {table} WHERE sequence = ANY($1)", Parameter.Numbers(sequences));
        }

        remove.Add("DELETE FROM sequences WHERE id = ANY($1)", Parameter.Numbers(sequences));
        await remove.RunAsync(cancellationToken).ConfigureAwait(false);
        var (steps, links) = (remove.RowsOf(0), remove.RowsOf(1));
        var others = Enumerable.Range(2, Others.Length).Sum(remove.RowsOf);

        using var after = work.Statements();
        await GapTable.AddAsync(work, [.. GapTable.Of(sequences, reason)], after, cancellationToken).ConfigureAwait(false);
        var totals = headers.GroupBy(h => h.Status).ToDictionary(g => TotalStatements.NameOf(g.Key), g => -(long)g.Count());
        totals[TotalStatements.Links] = -links;
        totals[TotalStatements.Bytes] = -headers.Sum(h => h.Bytes);
        TotalStatements.Add(after, slot, totals);
        await after.RunAsync(cancellationToken).ConfigureAwait(false);
        return new Erasure(headers.Count, steps, links, others);
    }

    private static Header Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), (SequenceStatus)row.GetInt16(1), row.GetInt64(2), row.GetInt64(3), row.TextOrNull(4), row.TextOrNull(5));

    /// <summary>What is needed of a sequence to remove it.</summary>
    public sealed record Header(long Sequence, SequenceStatus Status, long UpdatedAt, long Bytes, string? UserId, string? Username);
}
