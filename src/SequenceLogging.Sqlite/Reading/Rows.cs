using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>Reads values as the store writes them.</summary>
internal static class Rows
{
    /// <summary>The columns that <see cref="ReadHeader"/> expects, of <c>sequences s</c> with <c>step_kinds k</c>.</summary>
    public const string HeaderColumns =
        """
        s.id, s.user_id, s.username, s.language, s.status, k.step_name, s.step_count, s.created_at, s.updated_at,
        s.completed_at, s.metadata
        """;

    public static DateTimeOffset Time(this Statement row, int column) => RecordTime.FromMicroseconds(row.Int64(column));

    public static DateTimeOffset? TimeOrNull(this Statement row, int column) => row.IsNull(column) ? null : row.Time(column);

    public static StepName? StepOrNull(this Statement row, int column) =>
        StepName.TryParse(row.TextOrNull(column), out var name) ? name : null;

    public static UserId? UserOrNull(this Statement row, int column) =>
        UserId.TryParse(row.TextOrNull(column), out var user) ? user : default(UserId?);

    /// <summary>W3C trace id of the trace column; null where there is none.</summary>
    public static string? TraceId(this Statement row, int column) => Hex(row, column, 0, 16);

    /// <summary>W3C span id of the trace column; null where there is none.</summary>
    public static string? SpanId(this Statement row, int column) => Hex(row, column, 16, 8);

    public static string? NullWhenEmpty(this string text) => text.Length == 0 ? null : text;

    public static SequenceHeader ReadHeader(Statement row) => new()
    {
        SequenceId = SequenceId.FromInt64(row.Int64(0)),
        UserId = row.UserOrNull(1),
        Username = row.TextOrNull(2),
        Language = row.TextOrNull(3),
        Status = (SequenceStatus)row.Int32(4),
        CurrentStep = row.StepOrNull(5),
        StepCount = row.Int32(6),
        CreatedAt = row.Time(7),
        UpdatedAt = row.Time(8),
        CompletedAt = row.TimeOrNull(9),
        Metadata = row.TextOrNull(10),
    };

    private static string? Hex(Statement row, int column, int start, int length)
    {
        var bytes = row.IsNull(column) ? default : row.Blob(column);
        if (bytes.Length < start + length)
        {
            return null;
        }

        var part = bytes.Slice(start, length);
        return part.IndexOfAnyExcept((byte)0) < 0 ? null : Convert.ToHexStringLower(part);
    }
}
