using LiteDB;
using SequenceLogging.Journeys;
using SequenceLogging.LiteDb.Documents;

namespace SequenceLogging.LiteDb.Reading;

/// <summary>Reads documents as the journeys that people ask for.</summary>
internal static class Rows
{
    public static SequenceHeader ToHeader(this BsonDocument row, StepNames names) => new()
    {
        SequenceId = SequenceId.FromInt64(row.Int64("_id")),
        UserId = row.UserOrNull(),
        Username = row.TextOrNull("username"),
        Language = row.TextOrNull("language"),
        Status = (SequenceStatus)row.Int32("status"),
        CurrentStep = names.NameOf(row.Int64OrNull("last_step_kind")),
        StepCount = row.Int32("step_count"),
        CreatedAt = row.Time("created_at"),
        UpdatedAt = row.Time("updated_at"),
        CompletedAt = row.TimeOrNull("completed_at"),
        Metadata = row.TextOrNull("metadata"),
    };

    public static UserId? UserOrNull(this BsonDocument row) =>
        UserId.TryParse(row.TextOrNull("user_id"), out var user) ? user : default(UserId?);

    /// <summary>W3C trace id; null where there is none.</summary>
    public static string? TraceId(this BsonDocument row) => Hex(row, 0, 16);

    /// <summary>W3C span id; null where there is none.</summary>
    public static string? SpanId(this BsonDocument row) => Hex(row, 16, 8);

    private static string? Hex(BsonDocument row, int start, int length)
    {
        if (row.BytesOrNull("trace") is not { } bytes || bytes.Length < start + length)
        {
            return null;
        }

        var part = bytes.AsSpan(start, length);
        return part.IndexOfAnyExcept((byte)0) < 0 ? null : Convert.ToHexStringLower(part);
    }
}
