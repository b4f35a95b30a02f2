using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>Adds what happened in sequences.</summary>
internal static class RowStatements
{
    /// <summary>So many steps are worth the round trips of a COPY, while others wait for the row of the last position.</summary>
    public const int WorthCopying = 1_000;

    private const string TakePositions = "UPDATE store_numbers SET value = value + $1 WHERE name = 'position'";

    /// <summary>
    /// Adds steps, with the positions that they have from now on. The row of the last position is everybody's: the transaction
    /// must end behind this, and so steps are seen in the order of their positions, and none is seen late.
    /// </summary>
    public static void InsertSteps(Statements statements, IReadOnlyList<StepRow> steps)
    {
        var taken = 0;
        statements.AddIf(steps.Count > 0, TakePositions, Parameter.Number(steps.Count));
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
    }

    /// <summary>
    /// The same for many, ordered by sequence, so that neighbours in the index and on the pages come one after the other: the server
    /// puts rows that come one by one into its tables, where it would unfold arrays first.
    /// </summary>
    /// <param name="work">The transaction.</param>
    /// <param name="before">What is sent before the steps.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task CopyStepsAsync(Work work, Statements before, IReadOnlyList<StepRow> steps, CancellationToken cancellationToken)
    {
        before.Add(TakePositions + " RETURNING value", Parameter.Number(steps.Count));
        long position;
        var answers = await before.AskAsync(cancellationToken).ConfigureAwait(false);
        await using (answers.ConfigureAwait(false))
        {
            position = (await answers.AllAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0] - steps.Count;
            await answers.FinishAsync(cancellationToken).ConfigureAwait(false);
        }

        var copy = await work.CopyAsync(
            "steps (position, sequence, step_order, kind, status, timestamp, duration_ms, message, metadata, error, trace)",
            cancellationToken).ConfigureAwait(false);
        await using var _ = copy.ConfigureAwait(false);
        foreach (var (place, step) in steps.Index().OrderBy(s => s.Item.Sequence))
        {
            await copy.StartAsync(cancellationToken).ConfigureAwait(false);
            await copy.NumberAsync(position + place + 1, cancellationToken).ConfigureAwait(false);
            await copy.NumberAsync(step.Sequence, cancellationToken).ConfigureAwait(false);
            await copy.IntAsync(step.Order, cancellationToken).ConfigureAwait(false);
            await copy.IntAsync(step.Kind.Id, cancellationToken).ConfigureAwait(false);
            await copy.SmallAsync((int)step.Status, cancellationToken).ConfigureAwait(false);
            await copy.NumberAsync(step.At, cancellationToken).ConfigureAwait(false);
            await copy.DoubleAsync(step.DurationMs, cancellationToken).ConfigureAwait(false);
            await copy.TextAsync(step.Message, cancellationToken).ConfigureAwait(false);
            await copy.TextAsync(step.Metadata, cancellationToken).ConfigureAwait(false);
            await copy.TextAsync(step.Error, cancellationToken).ConfigureAwait(false);
            await copy.BytesAsync(step.Trace, cancellationToken).ConfigureAwait(false);
        }

        await copy.EndAsync(cancellationToken).ConfigureAwait(false);
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
