using SequenceLogging.Sqlite.Backups;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite;

/// <summary>Copies a SQLite store into another file while others go on writing to it.</summary>
public static class SqliteBackup
{
    /// <summary>
    /// Writes a backup that opens clean and holds all that the store had acknowledged before the call. What a process has only in
    /// its journal is not the store's yet: call <see cref="SequenceLog.FlushAsync"/> first to have that in it, too.
    /// <c>TARGET.ids</c> is written with it and belongs to it: it holds the last numbers issued.
    /// </summary>
    /// <remarks>
    /// The copy is made and checked beside the target, brought to the disk, and takes the target's name when it is whole. Only its
    /// owner can read it. It needs no other file to be opened, and no right to write. While it runs, the WAL of the store grows by
    /// what others write; where that comes to 256 MiB, they wait for the rest of the copy.
    /// </remarks>
    /// <param name="path">The store's file.</param>
    /// <param name="target">The file to write; its folder must exist.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced; default false.</param>
    /// <param name="cancellationToken">Gives up; nothing is left of it then.</param>
    /// <exception cref="SequenceStoreException">
    /// There is no store, the target is there or cannot be written, or the copy is not sound. The target is as it was.
    /// </exception>
    public static Task<SqliteBackupResult> WriteAsync(
        string path, string target, bool overwrite = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        var backup = new BackupFile(Real(path), Real(target), overwrite);

        // SQLite's I/O does not wait asynchronously, and this may be minutes of it.
        return Task.Run(() => backup.Write(cancellationToken), cancellationToken);
    }

    private static string Real(string path) => StoreFile.RealPath(Path.GetFullPath(path));
}

/// <summary>What a backup has in it.</summary>
/// <param name="Path">The file, links followed.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sequences">How many sequences.</param>
/// <param name="LastPosition">The position of the newest step, as <see cref="Journeys.StoredStep.Position"/> gives it; 0 for none.</param>
public sealed record SqliteBackupResult(string Path, long Bytes, long Sequences, long LastPosition);
