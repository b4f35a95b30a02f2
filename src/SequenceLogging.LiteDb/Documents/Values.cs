using LiteDB;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Documents;

/// <summary>Reads and writes values as the store's documents have them; a field that is absent is null.</summary>
internal static class Values
{
    public static string? TextOrNull(this BsonDocument document, string field) =>
        document.TryGetValue(field, out var value) && !value.IsNull ? value.AsString : null;

    public static string Text(this BsonDocument document, string field) => document.TextOrNull(field) ?? "";

    public static long Int64(this BsonDocument document, string field) => document.Int64OrNull(field) ?? 0;

    public static int Int32(this BsonDocument document, string field) => checked((int)document.Int64(field));

    public static long? Int64OrNull(this BsonDocument document, string field) =>
        document.TryGetValue(field, out var value) && !value.IsNull ? value.AsInt64 : null;

    public static double? DoubleOrNull(this BsonDocument document, string field) =>
        document.TryGetValue(field, out var value) && !value.IsNull ? value.AsDouble : null;

    public static byte[]? BytesOrNull(this BsonDocument document, string field) =>
        document.TryGetValue(field, out var value) && !value.IsNull ? value.AsBinary : null;

    public static DateTimeOffset Time(this BsonDocument document, string field) =>
        RecordTime.FromMicroseconds(document.Int64(field));

    public static DateTimeOffset? TimeOrNull(this BsonDocument document, string field) =>
        document.Int64OrNull(field) is { } at ? RecordTime.FromMicroseconds(at) : null;

    /// <summary>Sets a field, or takes it away where there is nothing to say.</summary>
    public static BsonDocument With(this BsonDocument document, string field, BsonValue? value)
    {
        if (value is null || value.IsNull)
        {
            document.Remove(field);
        }
        else
        {
            document[field] = value;
        }

        return document;
    }

    public static BsonValue? OrNone(this string? text) => text is null ? null : new BsonValue(WellFormed.Text(text));

    public static BsonValue? OrNone(this long? number) => number is { } value ? new BsonValue(value) : null;

    public static BsonValue? OrNone(this double? number) => number is { } value ? new BsonValue(value) : null;

    public static BsonValue? OrNone(this byte[]? bytes) => bytes is null ? null : new BsonValue(bytes);
}
