using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Schema;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Opening;

/// <summary>
/// Opens the connection that writes, whatever lies at the path: makes a store where there is nothing, and refuses what is
/// something else before SQLite may change a byte of it. docs/reliability.md has the table of what happens to which file.
/// </summary>
internal static class StoreOpening
{
    /// <summary>How long SQLite waits for a program that takes no turns.</summary>
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Nothing less than FULL keeps what is promised. It is not a setting; the fault tests show with it that they would notice.
    /// </summary>
    internal static string Synchronous { get; set; } = "FULL";

    /// <summary>Opens the file. The caller has the turn to write.</summary>
    public static Database Open(string path, TimeProvider time)
    {
        StoreFile.Create(path);
        try
        {
            if (new FileInfo(path).Length == 0)
            {
                SideFiles.Clear(path, time.GetUtcNow());
            }
            else
            {
                var isStore = LookAt(path);
                if (isStore)
                {
                    SideFiles.RefuseJournal(path);
                }

                SideFiles.Settle(path, isStore, time.GetUtcNow());
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SequenceStoreException($"SQLite store {path}: The files beside it cannot be used: {e.Message}", e)
            {
                Kind = e is IOException ? StoreErrorKind.InputOutput : StoreErrorKind.ReadOnly,
            };
        }

        return Connect(path);
    }

    /// <summary>Looks at the file as it lies there; throws where it belongs to something else.</summary>
    /// <returns>Whether it says that it is a store; false where there is nothing in it yet, or only its WAL can tell.</returns>
    private static bool LookAt(string path)
    {
        var hasWal = SideFiles.LengthOf(path + "-wal") > 0;
        using var database = Database.OpenUntouched(path);
        try
        {
            var isEmpty = StoreSchema.IsEmpty(database);
            if (!isEmpty && !(hasWal && StoreSchema.IsStore(database)))
            {
                StoreSchema.Verify(database);
            }

            return !isEmpty;
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.Corrupt && hasWal)
        {
            // A process that dies in a checkpoint leaves a file that is whole only together with its WAL.
            return false;
        }
    }

    private static Database Connect(string path)
    {
        var database = Database.OpenWriter(path, BusyTimeout);
        try
        {
            if (database.IsReadOnly)
            {
                throw new SequenceStoreException(
                    $"{path} may not be written by this user. Nothing was changed; give the right to write it and its folder.")
                {
                    Kind = StoreErrorKind.ReadOnly,
                };
            }

            database.Execute($"PRAGMA synchronous = {Synchronous}");
            database.CheckpointByHand();
            database.Execute("PRAGMA secure_delete = ON");
            database.Execute("PRAGMA temp_store = MEMORY");
            database.Execute("PRAGMA cache_size = -8000");
            StoreSchema.Ensure(database);
            database.Execute($"PRAGMA journal_size_limit = {Writing.WalCheckpoint.SizeAfterReset}");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
