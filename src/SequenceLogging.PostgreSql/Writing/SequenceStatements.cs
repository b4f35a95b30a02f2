using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Texts;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>Adds and changes the headers of sequences, and their keys.</summary>
internal static class SequenceStatements
{
    /// <summary>Adds sequences, oldest id first.</summary>
    public static void Insert(Statements statements, IReadOnlyCollection<NewHeader> headers)
    {
        foreach (var rows in Chunks.Of(headers, h => RowSize.Of(h.Row.Sequence)))
        {
            statements.Add(
                """
                INSERT INTO sequences (id, sequence_id, user_id, username, language, metadata, status, step_count, last_step_kind,
                                       last_step_at, created_at, updated_at, completed_at, row_count, bytes)
                SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::int[],
                                     $9::int[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::int[], $15::bigint[])
                """,
                Parameter.Numbers(rows.Select(r => r.Row.State.Sequence)),
                Parameter.Texts(rows.Select(r => r.Row.Id.ToString())),
                Parameter.Texts(rows.Select(r => r.Row.Sequence.UserId?.Value)),
                Parameter.Texts(rows.Select(r => r.Row.Sequence.Username)),
                Parameter.Texts(rows.Select(r => r.Row.Sequence.Language)),
                Parameter.Texts(rows.Select(r => r.Row.Sequence.Metadata)),
                Parameter.Smalls(rows.Select(r => (int)r.Row.State.Status)),
                Parameter.Ints(rows.Select(r => r.Row.State.StepCount)),
                Parameter.Ints(rows.Select(r => r.Row.State.LastStep?.Id)),
                Parameter.Numbers(rows.Select(r => LastStepAt(r.Row.State))),
                Parameter.Numbers(rows.Select(r => RecordTime.ToMicroseconds(r.Row.Sequence.CreatedAt))),
                Parameter.Numbers(rows.Select(r => r.Row.State.UpdatedAt)),
                Parameter.Numbers(rows.Select(r => r.Row.State.CompletedAt)),
                Parameter.Ints(rows.Select(r => r.RowCount)),
                Parameter.Numbers(rows.Select(r => r.Bytes)));
        }
    }

    /// <summary>Changes sequences whose rows the transaction has.</summary>
    public static void Update(Statements statements, IReadOnlyList<(SequenceState State, int RowCount, long Bytes)> rows) =>
        statements.AddIf(
            rows.Count > 0,
            """
            UPDATE sequences s
               SET status = u.status, step_count = u.step_count, last_step_kind = u.last_step_kind, last_step_at = u.last_step_at,
                   updated_at = u.updated_at, completed_at = u.completed_at, row_count = u.row_count, bytes = u.bytes
              FROM unnest($1::bigint[], $2::smallint[], $3::int[], $4::int[], $5::bigint[], $6::bigint[], $7::bigint[], $8::int[],
                          $9::bigint[]) AS u (id, status, step_count, last_step_kind, last_step_at, updated_at, completed_at, row_count, bytes)
             WHERE s.id = u.id AND s.id = ANY($1)
            """,
            Parameter.Numbers(rows.Select(r => r.State.Sequence)),
            Parameter.Smalls(rows.Select(r => (int)r.State.Status)),
            Parameter.Ints(rows.Select(r => r.State.StepCount)),
            Parameter.Ints(rows.Select(r => r.State.LastStep?.Id)),
            Parameter.Numbers(rows.Select(r => LastStepAt(r.State))),
            Parameter.Numbers(rows.Select(r => r.State.UpdatedAt)),
            Parameter.Numbers(rows.Select(r => r.State.CompletedAt)),
            Parameter.Ints(rows.Select(r => r.RowCount)),
            Parameter.Numbers(rows.Select(r => r.Bytes)));

    /// <summary>Adds what is learnt of sequences that were adopted; what is known stays.</summary>
    public static void Complete(Statements statements, IEnumerable<BeginningRow> beginnings)
    {
        foreach (var row in beginnings)
        {
            statements.Add(
                """
                UPDATE sequences
                   SET user_id = coalesce(user_id, $2), username = coalesce(username, $3), language = coalesce(language, $4),
                       metadata = coalesce(metadata, $5), created_at = least(created_at, $6), bytes = bytes + $7
                 WHERE id = $1
                """,
                Parameter.Number(row.Id.ToInt64()),
                Parameter.Text(row.Sequence.UserId?.Value),
                Parameter.Text(row.Sequence.Username),
                Parameter.Text(row.Sequence.Language),
                Parameter.Text(row.Sequence.Metadata),
                Parameter.Number(RecordTime.ToMicroseconds(row.Sequence.CreatedAt)),
                Parameter.Number(RowSize.Of(row.Sequence)));
        }
    }

    public static void InsertKeys(Statements statements, IReadOnlyDictionary<string, long> keys) => statements.AddIf(
        keys.Count > 0,
        "INSERT INTO sequence_keys (hash, key, sequence) SELECT * FROM unnest($1::bytea[], $2::text[], $3::bigint[])",
        Parameter.Blobs(keys.Keys.Select(k => KeyHash.Of(k))),
        Parameter.Texts(keys.Keys),
        Parameter.Numbers(keys.Values));

    private static long? LastStepAt(SequenceState state) => state.LastStep is null ? null : state.LastStepAt;
}

/// <summary>A sequence to add, with what its rows take.</summary>
internal readonly record struct NewHeader(SequenceRow Row, int RowCount, long Bytes);
