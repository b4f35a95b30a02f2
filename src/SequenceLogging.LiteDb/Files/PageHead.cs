using System.Buffers.Binary;

namespace SequenceLogging.LiteDb.Files;

/// <summary>What the first bytes of LiteDB's pages say.</summary>
internal static class PageHead
{
    /// <summary>No page.</summary>
    public const uint None = uint.MaxValue;

    private const int NextAt = 9;
    private const int NameAt = 32;

    private static ReadOnlySpan<byte> Name => "** This is a LiteDB file **"u8;

    /// <summary>The number of the page at a place of a file, and that of the next one in its list.</summary>
    public static (uint Page, uint Next) Read(PageFile file, long position)
    {
        Span<byte> head = stackalloc byte[NextAt + sizeof(uint)];
        return file.ReadAt(position, head) < head.Length
            ? (None, None)
            : (BinaryPrimitives.ReadUInt32LittleEndian(head), BinaryPrimitives.ReadUInt32LittleEndian(head[NextAt..]));
    }

    /// <summary>Sees that a file is empty or LiteDB's. LiteDB would cut off its end before it looks at its beginning.</summary>
    /// <exception cref="InvalidDataException">It is another's.</exception>
    public static void CheckFirst(PageFile file)
    {
        Span<byte> name = stackalloc byte[Name.Length];
        if (file.Length > 0 && (file.ReadAt(NameAt, name) < name.Length || !name.SequenceEqual(Name)))
        {
            throw new InvalidDataException(
                "It is no LiteDB file, or one with a password, or its beginning is damaged. Nothing was changed; choose another path.");
        }
    }
}
