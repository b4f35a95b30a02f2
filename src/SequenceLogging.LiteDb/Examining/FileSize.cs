using SequenceLogging.LiteDb.Documents;
using SequenceLogging.LiteDb.Files;

namespace SequenceLogging.LiteDb.Examining;

/// <summary>How much of a store's file holds data: LiteDB keeps the pages that are free in a list, and uses them again.</summary>
internal static class FileSize
{
    /// <summary>Bytes of the pages that hold data.</summary>
    public static long Used(Database database)
    {
        var description = database.Describe();
        var pages = description["lastPageID"].AsInt64 + 1;
        var first = unchecked((uint)description["freeEmptyPageID"].AsInt32);
        return (pages - FreePages(database, first, pages)) * PageFile.PageSize;
    }

    private static long FreePages(Database database, uint first, long pages)
    {
        var free = 0L;
        var inLog = database.NextPagesInLog();
        for (var page = first; page != PageHead.None && free < pages; free++)
        {
            page = inLog.TryGetValue(page, out var next) ? next : database.NextPage(page);
        }

        return free;
    }
}
