using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Opening;
using SequenceLogging.Sqlite.Reading;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Examining;

/// <summary>How large things are.</summary>
internal sealed class FileFindings(string path)
{
    /// <summary>From here on a checkpoint has waited for readers several times, and did not get through.</summary>
    private const long TooLargeWal = 4 * WalCheckpoint.LargeSize;

    public StoreFinding Size(Database database) => new(
        "file_size",
        FindingLevel.Good,
        $"{Bytes(SideFiles.LengthOf(path))}, of which {Bytes(FileSizes.LiveBytes(database))} are in use with what is in the WAL");

    public static StoreFinding FreePages(Database database) => new(
        "free_pages", FindingLevel.Good, Bytes(FileSizes.FreeBytes(database)) + ", to be used again");

    public StoreFinding Wal()
    {
        var size = SideFiles.LengthOf(path + "-wal");
        return size < TooLargeWal
            ? new StoreFinding("wal_size", FindingLevel.Good, Bytes(size))
            : new StoreFinding(
                "wal_size",
                FindingLevel.Notice,
                Bytes(size),
                "A program that reads the store keeps it from being emptied. See which one has it open, and for how long.");
    }

    public static StoreFinding Rejected(Database database)
    {
        var count = database.ReadNumber("SELECT count(*) FROM rejected_records") ?? 0;
        return count == 0
            ? new StoreFinding("rejected", FindingLevel.Good, "none kept")
            : new StoreFinding(
                "rejected",
                FindingLevel.Notice,
                FormattableString.Invariant($"{count} kept, of {RejectedTable.MostKept} at most"),
                "seqlog rejected shows them, and tries them again.");
    }

    public static string Bytes(long bytes) => bytes < 10_000
        ? FormattableString.Invariant($"{bytes} bytes")
        : FormattableString.Invariant($"{bytes / 1_000_000.0:0.00} MB");
}
