using Npgsql;
using SequenceLogging.Journeys;
using SequenceLogging.PostgreSql.Connecting;

namespace SequenceLogging.PostgreSql.Reading;

/// <summary>Reads what was rejected and set aside, newest first.</summary>
internal static class RejectedRows
{
    public static void Add(Statements statements, long? beforeId, int limit) => statements.Add(
        """
        SELECT id, sequence, reason, count, timestamp, message, metadata, error, record
          FROM rejected_records WHERE id < $1 ORDER BY id DESC LIMIT $2
        """,
        Parameter.Number(beforeId ?? long.MaxValue), Parameter.Int(limit));

    public static RejectedEvent Read(NpgsqlDataReader row)
    {
        var record = row.BytesOrNull(8);
        return new RejectedEvent
        {
            Id = row.GetInt64(0),
            SequenceId = SequenceId.TryFromInt64(row.NumberOrNull(1) ?? 0, out var id) ? id : default(SequenceId?),
            Reason = row.Text(2),
            Count = row.GetInt64(3),
            Timestamp = row.Time(4),
            Message = row.TextOrNull(5),
            Metadata = row.TextOrNull(6),
            Error = row.TextOrNull(7),
            CanRetry = record is not null,
            Record = record,
        };
    }
}
