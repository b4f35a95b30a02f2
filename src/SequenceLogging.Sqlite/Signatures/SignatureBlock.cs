using System.Buffers.Binary;

namespace SequenceLogging.Sqlite.Signatures;

/// <summary>Rows that are neighbours and have one bit in their signature.</summary>
/// <param name="FirstRow">The id of the first of them.</param>
/// <param name="LastRow">That of the last one; lower than the first where there is none.</param>
/// <param name="LowestSequence">The lowest number of their sequences.</param>
/// <param name="HighestSequence">The highest one.</param>
internal readonly record struct SignatureBlock(long FirstRow, long LastRow, long LowestSequence, long HighestSequence)
{
    public const int Size = 4 * sizeof(long);

    /// <summary>Fills up a byte.</summary>
    public static readonly SignatureBlock None = new(0, -1, 0, 0);

    public bool IsNone => LastRow < FirstRow;

    public static SignatureBlock Read(ReadOnlySpan<byte> blocks, int index)
    {
        var block = blocks.Slice(index * Size, Size);
        return new SignatureBlock(Number(block, 0), Number(block, 1), Number(block, 2), Number(block, 3));
    }

    public static byte[] Write(IReadOnlyList<SignatureBlock> blocks)
    {
        var bytes = new byte[blocks.Count * Size];
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = bytes.AsSpan(i * Size, Size);
            BinaryPrimitives.WriteInt64LittleEndian(block, blocks[i].FirstRow);
            BinaryPrimitives.WriteInt64LittleEndian(block[8..], blocks[i].LastRow);
            BinaryPrimitives.WriteInt64LittleEndian(block[16..], blocks[i].LowestSequence);
            BinaryPrimitives.WriteInt64LittleEndian(block[24..], blocks[i].HighestSequence);
        }

        return bytes;
    }

    private static long Number(ReadOnlySpan<byte> block, int index) => BinaryPrimitives.ReadInt64LittleEndian(block[(index * sizeof(long))..]);
}
