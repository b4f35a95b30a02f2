using Npgsql;
using SequenceLogging.Journeys;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Reading;

/// <summary>Reads what went wrong in any sequence, newest first.</summary>
internal static class ErrorRows
{
    // An error behind a step is later than the step, and the condition on steps is that of their index.
    public static void Add(Statements statements, ErrorQuery query) => statements.Add(
        """
        SELECT sequence, timestamp, step_order, step_name, component, message, error, metadata FROM (
            (SELECT t.sequence, t.timestamp, t.step_order, 0 AS number, k.step_name, nullif(k.component, '') AS component, t.message, t.error, t.metadata
               FROM steps t JOIN step_kinds k ON k.id = t.kind
              WHERE (t.status = 2 OR t.error IS NOT NULL) AND t.timestamp >= $1 AND t.timestamp <= $2
              ORDER BY t.timestamp DESC, t.sequence DESC, t.step_order DESC
              LIMIT $3)
            UNION ALL
            (SELECT sequence, timestamp, after_step, number, NULL, component, message, error, metadata
               FROM errors
              WHERE timestamp >= $1 AND timestamp <= $2
              ORDER BY timestamp DESC, sequence DESC, after_step DESC, number DESC
              LIMIT $3)) AS both_kinds
         ORDER BY timestamp DESC, sequence DESC, step_order DESC, number DESC
         LIMIT $3
        """,
        Parameter.Number(query.From is { } from ? RecordTime.ToMicroseconds(from) : long.MinValue),
        Parameter.Number(query.Before is { } before ? RecordTime.ToMicroseconds(before) - 1 : long.MaxValue),
        Parameter.Int(query.Limit));

    public static StoredError Read(NpgsqlDataReader row) => new()
    {
        SequenceId = SequenceId.FromInt64(row.GetInt64(0)),
        Timestamp = row.Time(1),
        Order = row.GetInt32(2),
        StepName = row.StepOrNull(3),
        Component = row.TextOrNull(4),
        Message = row.TextOrNull(5),
        Error = row.TextOrNull(6),
        Metadata = row.TextOrNull(7),
    };
}
