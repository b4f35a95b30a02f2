using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>How much room the pages take, as a reader sees them: those in the WAL count as if they were in the file.</summary>
internal static class FileSizes
{
    /// <summary>Bytes of the pages that hold something.</summary>
    public static long LiveBytes(Database database) =>
        (Read(database, "page_count") - Read(database, "freelist_count")) * Read(database, "page_size");

    /// <summary>Bytes of the pages that are free to be used again.</summary>
    public static long FreeBytes(Database database) => Read(database, "freelist_count") * Read(database, "page_size");

    private static long Read(Database database, string pragma) => database.ReadNumber("PRAGMA " + pragma) ?? 0;
}
