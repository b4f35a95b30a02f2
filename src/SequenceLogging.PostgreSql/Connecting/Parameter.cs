using Npgsql;
using NpgsqlTypes;
using SequenceLogging.PostgreSql.Texts;

namespace SequenceLogging.PostgreSql.Connecting;

/// <summary>Values of statements, with the type that each has in the tables; texts are encoded on the way.</summary>
internal static class Parameter
{
    public static NpgsqlParameter Number(long? value) => Make(NpgsqlDbType.Bigint, value);

    public static NpgsqlParameter Int(int value) => Make(NpgsqlDbType.Integer, value);

    public static NpgsqlParameter Small(int value) => Make(NpgsqlDbType.Smallint, (short)value);

    public static NpgsqlParameter Text(string? value) => Make(NpgsqlDbType.Text, value is null ? null : TextCode.Encode(value));

    public static NpgsqlParameter Bytes(byte[]? value) => Make(NpgsqlDbType.Bytea, value);

    public static NpgsqlParameter Numbers(IEnumerable<long> values) => Make(NpgsqlDbType.Array | NpgsqlDbType.Bigint, values.ToArray());

    public static NpgsqlParameter Numbers(IEnumerable<long?> values) => Make(NpgsqlDbType.Array | NpgsqlDbType.Bigint, values.ToArray());

    public static NpgsqlParameter Ints(IEnumerable<int> values) => Make(NpgsqlDbType.Array | NpgsqlDbType.Integer, values.ToArray());

    public static NpgsqlParameter Ints(IEnumerable<int?> values) => Make(NpgsqlDbType.Array | NpgsqlDbType.Integer, values.ToArray());

    public static NpgsqlParameter Smalls(IEnumerable<int> values) =>
        Make(NpgsqlDbType.Array | NpgsqlDbType.Smallint, values.Select(v => (short)v).ToArray());

    public static NpgsqlParameter Doubles(IEnumerable<double?> values) => Make(NpgsqlDbType.Array | NpgsqlDbType.Double, values.ToArray());

    public static NpgsqlParameter Texts(IEnumerable<string?> values) =>
        Make(NpgsqlDbType.Array | NpgsqlDbType.Text, values.Select(v => v is null ? null : TextCode.Encode(v)).ToArray());

    public static NpgsqlParameter Blobs(IEnumerable<byte[]?> values) => Make(NpgsqlDbType.Array | NpgsqlDbType.Bytea, values.ToArray());

    private static NpgsqlParameter Make(NpgsqlDbType type, object? value) =>
        new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
