using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Schema;
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

    /// <summary>The size of a file; 0 where there is none.</summary>
    public static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

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

    /// <summary>
    /// Where nobody else has the store open, brings its WAL into it, if that fits, and begins with none. A process that
    /// still holds the files of another store of this name writes into those then, and not into ours.
    /// </summary>
    /// <param name="path">The store.</param>
    /// <param name="isStore">Whether the file is one without its WAL.</param>
    /// <param name="now">Names what is moved aside.</param>
    public static void Settle(string path, bool isStore, DateTimeOffset now)
    {
        var wal = path + "-wal";
        if (!File.Exists(wal) && !File.Exists(path + "-shm"))
        {
            return;
        }

        using var store = Database.OpenWriter(path, TimeSpan.Zero);
        try
        {
            // In this mode SQLite takes the whole file or nothing, and does without the -shm.
            store.Execute("PRAGMA locking_mode = EXCLUSIVE");
            if (isStore && !StoreSchema.IsStore(store))
            {
                SetAside(wal, path, now);
                return;
            }

            if (!StoreSchema.IsEmpty(store))
            {
                StoreSchema.Verify(store);
            }
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.Busy)
        {
            // Whoever has it open knows its WAL.
            return;
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.Corrupt)
        {
            SetAside(wal, path, now);
            return;
        }

        if (LengthOf(wal) > 0 && HealthCheck.Run(store, HealthCheck.Limit) is FileHealth.Damaged)
        {
            SetAside(wal, path, now);
            return;
        }

        store.CheckpointAndTruncate(TimeSpan.Zero);
        File.Delete(wal);
        File.Delete(path + "-shm");
    }

    /// <summary>Moves a WAL away that damages the store, if that is whole without it. Nobody else has it open.</summary>
    private static void SetAside(string wal, string path, DateTimeOffset now)
    {
        using var store = Database.OpenUntouched(path);
        if (LengthOf(wal) == 0 || HealthCheck.Run(store, HealthCheck.Limit) is not FileHealth.Sound)
        {
            throw new SequenceStoreException(
                $"{path} is damaged. Nothing was changed; keep the file as it is, and go on with a backup or a new path.")
            {
                Kind = StoreErrorKind.Corrupt,
            };
        }

        var aside = AsideFile.Move(wal, "stale", now);
        File.Delete(path + "-shm");
        Trouble.Report(
            "{0} does not fit the store beside it (was a copy of the store put in place without it?). The store is whole "
            + "without it. It is {1} now; what was committed to it alone is not in the store.",
            wal,
            aside);
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
}
