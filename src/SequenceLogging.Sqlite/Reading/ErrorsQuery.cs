using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>Reads what went wrong in any sequence, newest first.</summary>
internal static class ErrorsQuery
{
    // The condition on steps is that of their index, word by word; without that SQLite would look at every step.
    private const string OfSteps =
        """
        SELECT t.sequence, t.timestamp, t.step_order, k.step_name, nullif(k.component, ''), t.message, t.error, t.metadata
          FROM steps t JOIN step_kinds k ON k.id = t.kind
         WHERE (t.status = 2 OR t.error IS NOT NULL) AND t.timestamp >= ?1 AND t.timestamp <= ?2
         ORDER BY t.timestamp DESC, t.sequence DESC, t.step_order DESC
         LIMIT ?3
        """;

    private const string OutsideOfSteps =
        """
        SELECT sequence, timestamp, after_step, NULL, component, message, error, metadata
          FROM errors
         WHERE timestamp >= ?1 AND timestamp <= ?2
         ORDER BY timestamp DESC, sequence DESC, after_step DESC, id DESC
         LIMIT ?3
        """;

    public static IReadOnlyList<StoredError> Run(Database database, ErrorQuery query) =>
    [
        // An error behind a step is later than the step: it comes first, and sorting keeps it there.
        .. Read(database, OutsideOfSteps, query)
            .Concat(Read(database, OfSteps, query))
            .OrderByDescending(e => e.Timestamp)
            .ThenByDescending(e => e.SequenceId)
            .ThenByDescending(e => e.Order)
            .Take(query.Limit),
    ];

    private static List<StoredError> Read(Database database, string sql, ErrorQuery query)
    {
        using var row = database.Prepare(sql);
        row.Bind(1, query.From is { } from ? RecordTime.ToMicroseconds(from) : long.MinValue)
            .Bind(2, query.Before is { } before ? RecordTime.ToMicroseconds(before) - 1 : long.MaxValue)
            .Bind(3, query.Limit);
        var errors = new List<StoredError>();
        while (row.Step())
        {
            errors.Add(new StoredError
            {
                SequenceId = SequenceId.FromInt64(row.Int64(0)),
                Timestamp = row.Time(1),
                Order = row.Int32(2),
                StepName = row.StepOrNull(3),
                Component = row.TextOrNull(4),
                Message = row.TextOrNull(5),
                Error = row.TextOrNull(6),
                Metadata = row.TextOrNull(7),
            });
        }

        return errors;
    }
}
