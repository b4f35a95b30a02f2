using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>Reads what was rejected and set aside, newest first.</summary>
internal static class RejectedQuery
{
    public static IReadOnlyList<RejectedEvent> Run(Database database, long? beforeId, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        using var row = database.Prepare(
            """
            SELECT id, sequence, reason, count, timestamp, message, metadata, error, record
              FROM rejected_records WHERE id < ? ORDER BY id DESC LIMIT ?
            """);
        row.Bind(1, beforeId ?? long.MaxValue).Bind(2, limit);
        var found = new List<RejectedEvent>();
        while (row.Step())
        {
            found.Add(new RejectedEvent
            {
                Id = row.Int64(0),
                SequenceId = SequenceId.TryFromInt64(row.Int64(1), out var id) ? id : default(SequenceId?),
                Reason = row.Text(2),
                Count = row.Int64(3),
                Timestamp = row.Time(4),
                Message = row.TextOrNull(5),
                Metadata = row.TextOrNull(6),
                Error = row.TextOrNull(7),
                CanRetry = !row.IsNull(8),
                Record = row.IsNull(8) ? default : row.Blob(8).ToArray(),
            });
        }

        return found;
    }
}
