using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>Adds what happened in sequences.</summary>
internal static class RowStatements
{
    /// <summary>
    /// Adds steps, with the positions that they have from now on. The row of the last position is everybody's: the transaction
    /// must end behind this, and so steps are seen in the order of their positions, and none is seen late.
    /// </summary>
    /// <param name="statements">The last of the transaction.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="unnotedBehind">As <see cref="StepPlaces.Add"/> has it.</param>
    public static void InsertSteps(Statements statements, IReadOnlyList<StepRow> steps, long? unnotedBehind)
    {
        if (steps.Count == 0)
        {
            return;
        }

        var taken = 0;
        statements.Add("UPDATE store_numbers SET value = value + $1 WHERE name = 'position'", Parameter.Number(steps.Count));
        foreach (var rows in Chunks.Of(steps, RowSize.Of))
        {
            // Of all that the row counts up to now, so many belong to chunks from this one on.
            var before = steps.Count - taken;
            statements.Add(
                """
                INSERT INTO steps (position, sequence, step_order, kind, status, timestamp, duration_ms, message, metadata, error, trace)
                SELECT (SELECT value FROM store_numbers WHERE name = 'position') - $1 + u.place, u.sequence, u.step_order, u.kind, u.status,
                       u.timestamp, u.duration_ms, u.message, u.metadata, u.error, u.trace
                  FROM unnest($2::bigint[], $3::bigint[], $4::int[], $5::int[], $6::smallint[], $7::bigint[], $8::float8[], $9::text[],
                              $10::text[], $11::text[], $12::bytea[])
                    AS u (place, sequence, step_order, kind, status, timestamp, duration_ms, message, metadata, error, trace)
                """,
                Parameter.Number(before),
                Parameter.Numbers(Enumerable.Range(1, rows.Count).Select(n => (long)n)),
                Parameter.Numbers(rows.Select(r => r.Sequence)),
                Parameter.Ints(rows.Select(r => r.Order)),
                Parameter.Ints(rows.Select(r => r.Kind.Id)),
                Parameter.Smalls(rows.Select(r => (int)r.Status)),
                Parameter.Numbers(rows.Select(r => r.At)),
                Parameter.Doubles(rows.Select(r => r.DurationMs)),
                Parameter.Texts(rows.Select(r => r.Message)),
                Parameter.Texts(rows.Select(r => r.Metadata)),
                Parameter.Texts(rows.Select(r => r.Error)),
                Parameter.Blobs(rows.Select(r => r.Trace)));
            taken += rows.Count;
        }

        StepPlaces.Add(statements, steps, unnotedBehind);
    }

    public static void InsertErrors(Statements statements, IEnumerable<(ErrorRow Row, int Number)> errors)
    {
        foreach (var rows in Chunks.Of(errors, e => RowSize.Of(e.Row)))
        {
            statements.Add(
                """
                INSERT INTO errors (sequence, number, after_step, timestamp, component, message, metadata, error, trace)
                SELECT * FROM unnest($1::bigint[], $2::int[], $3::int[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[])
                """,
                Parameter.Numbers(rows.Select(r => r.Row.Sequence)),
                Parameter.Ints(rows.Select(r => r.Number)),
                Parameter.Ints(rows.Select(r => r.Row.AfterStep)),
                Parameter.Numbers(rows.Select(r => r.Row.At)),
                Parameter.Texts(rows.Select(r => r.Row.Component)),
                Parameter.Texts(rows.Select(r => r.Row.Message)),
                Parameter.Texts(rows.Select(r => r.Row.Metadata)),
                Parameter.Texts(rows.Select(r => r.Row.Error)),
                Parameter.Blobs(rows.Select(r => r.Row.Trace)));
        }
    }

    public static void InsertStatuses(Statements statements, IEnumerable<(StatusRow Row, int Number)> statuses)
    {
        foreach (var rows in Chunks.Of(statuses, s => RowSize.Of(s.Row)))
        {
            statements.Add(
                """
                INSERT INTO status_changes (sequence, number, after_step, timestamp, status, reason)
                SELECT * FROM unnest($1::bigint[], $2::int[], $3::int[], $4::bigint[], $5::smallint[], $6::text[])
                """,
                Parameter.Numbers(rows.Select(r => r.Row.Sequence)),
                Parameter.Ints(rows.Select(r => r.Number)),
                Parameter.Ints(rows.Select(r => r.Row.AfterStep)),
                Parameter.Numbers(rows.Select(r => r.Row.At)),
                Parameter.Smalls(rows.Select(r => (int)r.Row.Status)),
                Parameter.Texts(rows.Select(r => r.Row.Reason)));
        }
    }

    public static void UpsertLosses(Statements statements, IEnumerable<LossRow> losses)
    {
        var rows = losses.OrderBy(l => l.Key.Sequence).ThenBy(l => l.Key.AfterStep).ThenBy(l => l.Key.Reason, StringComparer.Ordinal).ToArray();
        statements.AddIf(
            rows.Length > 0,
            """
            INSERT INTO losses AS l (sequence, after_step, reason, count, first_at, last_at)
            SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[])
            ON CONFLICT (sequence, after_step, reason) DO UPDATE
               SET count = l.count + excluded.count, first_at = least(l.first_at, excluded.first_at), last_at = greatest(l.last_at, excluded.last_at)
            """,
            Parameter.Numbers(rows.Select(r => r.Key.Sequence)),
            Parameter.Ints(rows.Select(r => r.Key.AfterStep)),
            Parameter.Texts(rows.Select(r => r.Key.Reason)),
            Parameter.Numbers(rows.Select(r => r.Count)),
            Parameter.Numbers(rows.Select(r => r.FirstAt)),
            Parameter.Numbers(rows.Select(r => r.LastAt)));
    }
}
