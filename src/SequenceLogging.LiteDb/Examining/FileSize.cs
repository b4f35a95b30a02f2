using System.Buffers.Binary;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.LiteDb.Files;

namespace SequenceLogging.LiteDb.Examining;

/// <summary>How large a store's file is, and how much of it is free to be used again.</summary>
internal static class FileSize
{
    private const int NextPageAt = 9;
    private const uint NoPage = uint.MaxValue;

    /// <summary>Bytes of the pages that hold data.</summary>
    public static long Used(Database database)
    {
        var description = database.Describe();
        var pages = description["lastPageID"].AsInt64 + 1;
        return (pages - FreePages(database, unchecked((uint)description["freeEmptyPageID"].AsInt32), pages)) * PageFile.PageSize;
    }

    /// <summary>Pages that are free, by the list in which each names the next. Where it is only in the log, it is not followed.</summary>
    public static long FreePages(Database database, uint first, long pages)
    {
        var free = 0L;
        Span<byte> head = stackalloc byte[NextPageAt + sizeof(uint)];
        for (var page = first; page != NoPage && free < pages && (page + 1L) * PageFile.PageSize <= database.DataLength; free++)
        {
            database.ReadData(page * (long)PageFile.PageSize, head);
            page = BinaryPrimitives.ReadUInt32LittleEndian(head[NextPageAt..]);
        }

        return free;
    }
}
