using Npgsql;
using SequenceLogging.PostgreSql.Texts;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Connecting;

/// <summary>Reads values as the store writes them.</summary>
internal static class RowValues
{
    public static string Text(this NpgsqlDataReader row, int column) => TextCode.Decode(row.GetString(column));

    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Text(column);

    public static long? NumberOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static double? DoubleOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static byte[] Bytes(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Bytes(column);

    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) => RecordTime.FromMicroseconds(row.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static StepName? StepOrNull(this NpgsqlDataReader row, int column) =>
        StepName.TryParse(row.TextOrNull(column), out var name) ? name : null;

    public static UserId? UserOrNull(this NpgsqlDataReader row, int column) =>
        UserId.TryParse(row.TextOrNull(column), out var user) ? user : default(UserId?);

    /// <summary>W3C trace id of the trace column; null where there is none.</summary>
    public static string? TraceId(this NpgsqlDataReader row, int column) => Hex(row.BytesOrNull(column), 0, 16);

    /// <summary>W3C span id of the trace column; null where there is none.</summary>
    public static string? SpanId(this NpgsqlDataReader row, int column) => Hex(row.BytesOrNull(column), 16, 8);

    public static string? NullWhenEmpty(this string text) => text.Length == 0 ? null : text;

    private static string? Hex(byte[]? bytes, int start, int length)
    {
        var part = bytes is not null && bytes.Length >= start + length ? bytes.AsSpan(start, length) : default;
        return part.IndexOfAnyExcept((byte)0) < 0 ? null : Convert.ToHexStringLower(part);
    }
}
