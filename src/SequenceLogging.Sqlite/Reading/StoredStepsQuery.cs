using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>Reads steps in the order in which the store took them.</summary>
internal static class StoredStepsQuery
{
    public static IReadOnlyList<StoredStep> Run(Database database, long afterPosition, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, SequenceQuery.MaxLimit);
        using var row = database.Prepare(
            """
            SELECT t.id, t.sequence, s.user_id, t.step_order, k.step_name, k.component, t.status, t.timestamp, t.duration_ms,
                   t.message, t.metadata, t.error, t.trace
              FROM steps t
              JOIN sequences s ON s.id = t.sequence
              JOIN step_kinds k ON k.id = t.kind
             WHERE t.id > ?
             ORDER BY t.id
             LIMIT ?
            """);
        row.Bind(1, afterPosition).Bind(2, limit);
        var steps = new List<StoredStep>();
        while (row.Step())
        {
            steps.Add(new StoredStep
            {
                Position = row.Int64(0),
                SequenceId = SequenceId.FromInt64(row.Int64(1)),
                UserId = row.UserOrNull(2),
                Order = row.Int32(3),
                StepName = StepName.Parse(row.Text(4)),
                Component = row.Text(5).NullWhenEmpty(),
                Status = (StepStatus)row.Int32(6),
                Timestamp = row.Time(7),
                DurationMs = row.DoubleOrNull(8),
                Message = row.TextOrNull(9),
                Metadata = row.TextOrNull(10),
                Error = row.TextOrNull(11),
                TraceId = row.TraceId(12),
                SpanId = row.SpanId(12),
            });
        }

        return steps;
    }
}
