using System.Buffers.Binary;
using System.Numerics;

namespace SequenceLogging.Journaling;

/// <summary>
/// How one record stands in a segment: length (4 bytes), CRC-32C of position and record (4), position (8), the record,
/// filled up to a multiple of 8. The length is written last: a frame without one was never finished, and ends the segment.
/// </summary>
internal static class JournalFrame
{
    public const int HeadSize = 16;

    /// <summary>Room that a record of a length takes.</summary>
    public static int SizeOf(int recordLength) => (HeadSize + recordLength + 7) & ~7;

    public static void Write(Span<byte> target, long position, ReadOnlySpan<byte> record)
    {
        record.CopyTo(target[HeadSize..]);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], position);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Checksum(position, record));
        Volatile.Write(ref System.Runtime.InteropServices.MemoryMarshal.AsRef<int>(target), record.Length);
    }

    /// <summary>Reads the frame at the start of the bytes, trusting it.</summary>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> source, out long position)
    {
        position = BinaryPrimitives.ReadInt64LittleEndian(source[8..]);
        return source.Slice(HeadSize, BinaryPrimitives.ReadInt32LittleEndian(source));
    }

    /// <summary>Reads the frame at the start of the bytes of a process that may have died while it wrote.</summary>
    /// <returns>False at the end of what was written whole.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out long position, out ReadOnlySpan<byte> record)
    {
        position = 0;
        record = default;
        if (source.Length < HeadSize)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(source);
        if (length <= 0 || length > source.Length - HeadSize)
        {
            return false;
        }

        record = Read(source, out position);
        return BinaryPrimitives.ReadUInt32LittleEndian(source[4..]) == Checksum(position, record);
    }

    private static uint Checksum(long position, ReadOnlySpan<byte> record)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, (ulong)position);
        for (; record.Length >= 8; record = record[8..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(record));
        }

        foreach (var left in record)
        {
            crc = BitOperations.Crc32C(crc, left);
        }

        return ~crc;
    }
}
