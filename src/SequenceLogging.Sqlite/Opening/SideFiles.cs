using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Opening;

/// <summary>
/// The files that SQLite keeps beside the store. It takes them for the store's own by their names alone: a WAL that stayed
/// behind when another copy of the store was put in place is written into it, and damages it without a word. Here they are
/// looked at before that can happen. The caller has the turn to write.
/// </summary>
internal static class SideFiles
{
    private static readonly byte[] JournalMagic = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7];

    /// <summary>Refuses a rollback journal: a store never has one, and SQLite would write it into the store.</summary>
    public static void RefuseJournal(string path)
    {
        if (IsHot(path + "-journal"))
        {
            throw new SequenceStoreException(
                $"{path}-journal is a rollback journal, which a sequence store never has. Nothing was changed. If another "
                + $"program has written to the store, open it once with that (or with sqlite3 {path}); if not, move the "
                + "journal away.")
            {
                Kind = StoreErrorKind.Unavailable,
            };
        }
    }

    /// <summary>Moves everything away from beside a file that is empty: nothing there can belong to it.</summary>
    public static void Clear(string path, DateTimeOffset now)
    {
        foreach (var side in new[] { path + "-wal", path + "-journal" })
        {
            if (LengthOf(side) > 0)
            {
                var aside = AsideFile.Move(side, "stale", now);
                Trouble.Report("{0} lay beside an empty file, so it is that of another database. It is {1} now.", side, aside);
            }
        }

        File.Delete(path + "-shm");
    }

    /// <summary>Sees that the WAL fits the store, unless somebody has it open and therefore knows.</summary>
    public static void Settle(string path, DateTimeOffset now)
    {
        var hasWal = LengthOf(path + "-wal") > 0;
        if ((!hasWal && !File.Exists(path + "-shm")) || CheckAlone(path, hasWal) is not FileHealth.Damaged)
        {
            return;
        }

        if (!hasWal)
        {
            throw Damaged(path);
        }

        var aside = AsideFile.Move(path + "-wal", "stale", now);
        if (CheckAlone(path, isChecked: true) is FileHealth.Damaged)
        {
            // The store itself is damaged, so nothing is known of the WAL; all stays as it was.
            File.Move(aside, path + "-wal");
            throw Damaged(path);
        }

        Trouble.Report(
            "{0} does not fit the store beside it (was a copy of the store put in place without it?). The store is whole "
            + "without it. It is {1} now; what was committed to it alone is not in the store.",
            path + "-wal",
            aside);
    }

    /// <summary>Looks at the store while nobody else has it open; null when somebody has.</summary>
    private static FileHealth? CheckAlone(string path, bool isChecked)
    {
        using var database = Database.OpenWriter(path, TimeSpan.Zero);
        try
        {
            // In this mode SQLite takes the whole file or nothing, and leaves the -shm alone.
            database.Execute("PRAGMA locking_mode = EXCLUSIVE");
            database.ReadNumber("SELECT count(*) FROM sqlite_schema");
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.Busy)
        {
            return null;
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.Corrupt)
        {
            return FileHealth.Damaged;
        }

        // A process that still has another file of this name open may hold on to it, and would tell us of its own WAL.
        File.Delete(path + "-shm");
        return isChecked ? HealthCheck.Run(database, HealthCheck.Limit) : FileHealth.Sound;
    }

    private static bool IsHot(string journal)
    {
        if (LengthOf(journal) <= JournalMagic.Length)
        {
            return false;
        }

        using var file = File.OpenRead(journal);
        var start = new byte[JournalMagic.Length];
        file.ReadExactly(start);
        return start.AsSpan().SequenceEqual(JournalMagic);
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static SequenceStoreException Damaged(string path) =>
        new($"{path} is damaged. Keep the file as it is, and go on with a backup or a new path.") { Kind = StoreErrorKind.Corrupt };
}
