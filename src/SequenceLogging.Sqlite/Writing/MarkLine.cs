using System.Numerics;
using System.Text.Unicode;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// The last number of one month as it stands in the file of the marks, <c>2025-07 00000000000042 9d1c03aa</c>: 32 bytes with
/// the end of the line, so that one is rewritten in its place, and none lies in two sectors of a disk. A CRC-32C ends it.
/// </summary>
internal static class MarkLine
{
    public const int Size = 32;
    private const int SumAt = 23;

    public static void Write(Span<byte> line, IdMark last)
    {
        Utf8.TryWrite(line, $"{last.Year:D4}-{last.Month:D2} {last.Number:D14} ", out _);
        Utf8.TryWrite(line[SumAt..], $"{Checksum(line):x8}\n", out _);
    }

    /// <returns>False where the bytes were not written by this class, or are torn.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, out IdMark last)
    {
        Span<byte> written = stackalloc byte[Size];
        if (int.TryParse(line[..4], null, out var year) && year is >= 1 and <= 9999
            && int.TryParse(line[5..7], null, out var month) && month is >= 1 and <= 12
            && long.TryParse(line[8..22], null, out var number) && number is >= 0 and <= SequenceId.MaxNumber)
        {
            last = new IdMark(year, month, number);
            Write(written, last);
            return line.SequenceEqual(written);
        }

        last = default;
        return false;
    }

    private static uint Checksum(ReadOnlySpan<byte> line)
    {
        var crc = uint.MaxValue;
        foreach (var value in line[..SumAt])
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
