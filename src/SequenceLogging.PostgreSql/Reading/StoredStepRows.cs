using Npgsql;
using SequenceLogging.Journeys;
using SequenceLogging.PostgreSql.Connecting;

namespace SequenceLogging.PostgreSql.Reading;

/// <summary>Reads steps in the order in which the store took them.</summary>
internal static class StoredStepRows
{
    public static void Add(Statements statements, long afterPosition, int limit) => statements.Add(
        """
        SELECT t.position, t.sequence, s.user_id, t.step_order, k.step_name, k.component, t.status, t.timestamp, t.duration_ms,
               t.message, t.metadata, t.error, t.trace
          FROM (SELECT * FROM steps WHERE position > $1 ORDER BY position LIMIT $2) AS t
          JOIN sequences s ON s.id = t.sequence
          JOIN step_kinds k ON k.id = t.kind
         ORDER BY t.position
        """,
        Parameter.Number(afterPosition), Parameter.Int(limit));

    public static StoredStep Read(NpgsqlDataReader row) => new()
    {
        Position = row.GetInt64(0),
        SequenceId = SequenceId.FromInt64(row.GetInt64(1)),
        UserId = row.UserOrNull(2),
        Order = row.GetInt32(3),
        StepName = StepName.Parse(row.Text(4)),
        Component = row.Text(5).NullWhenEmpty(),
        Status = (StepStatus)row.GetInt16(6),
        Timestamp = row.Time(7),
        DurationMs = row.DoubleOrNull(8),
        Message = row.TextOrNull(9),
        Metadata = row.TextOrNull(10),
        Error = row.TextOrNull(11),
        TraceId = row.TraceId(12),
        SpanId = row.SpanId(12),
    };
}
