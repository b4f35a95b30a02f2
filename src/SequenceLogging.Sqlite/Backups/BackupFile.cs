using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Opening;
using SequenceLogging.Sqlite.Schema;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Backups;

/// <summary>
/// One backup: the pages of one moment, copied into a file beside the target, checked, brought to the disk, and renamed.
/// docs/decisions/0015 says why by pages.
/// </summary>
internal sealed class BackupFile(string path, string target, bool overwrite)
{
    /// <summary>Pages that are copied before anything else is looked at: 4 MB, some milliseconds.</summary>
    private const int PagesAtOnce = 1_000;

    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TurnTimeout = TimeSpan.FromSeconds(30);

    private readonly string _partial = $"{target}.partial-{Guid.NewGuid():N}";

    /// <summary>
    /// By how many bytes the WAL may grow before the writers wait: no checkpoint can empty it while the picture is needed.
    /// </summary>
    public long MostGrowth { get; init; } = 256L << 20;

    /// <summary>Whether it came to that.</summary>
    public bool HasHeldWriters { get; private set; }

    public SqliteBackupResult Write(CancellationToken cancellationToken)
    {
        try
        {
            CheckTarget();
            CreateOwnerOnly(_partial);
            var (sequences, position, marks) = Copy(cancellationToken);
            Check();
            return Publish(sequences, position, marks);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(
                $"It cannot be written: {e.Message}", e is IOException ? StoreErrorKind.InputOutput : StoreErrorKind.ReadOnly, e);
        }
        finally
        {
            Remove(_partial, _partial + "-wal", _partial + "-shm", _partial + "-journal", _partial + ".ids");
        }
    }

    private void CheckTarget()
    {
        if (target == path)
        {
            throw Failure("It is the store itself. Name another file.", StoreErrorKind.Unavailable);
        }

        if (Directory.Exists(target) || !Directory.Exists(Path.GetDirectoryName(target)))
        {
            throw Failure("Name a file in a folder that exists.", StoreErrorKind.Unavailable);
        }

        if (!overwrite && new[] { target, MarkFile.PathOf(target) }.FirstOrDefault(File.Exists) is { } there)
        {
            throw Failure(
                $"{there} is there already. Name another file, or ask for it to be replaced.", StoreErrorKind.Unavailable);
        }

        // SQLite would write what is in it into the backup.
        foreach (var side in new[] { target + "-wal", target + "-journal" })
        {
            if (SideFiles.LengthOf(side) > 0)
            {
                throw Failure(
                    $"{side} is beside it, so a program uses it, or did not close it. Name another file.", StoreErrorKind.Busy);
            }
        }
    }

    private (long Sequences, long Position, IReadOnlyList<IdMark> Marks) Copy(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new SequenceStoreException($"There is no sequence store at {path}.");
        }

        using var source = Database.OpenReader(path, BusyTimeout);
        StoreSchema.VerifyStore(source);
        using var copy = Database.OpenCopy(_partial);
        using var writers = new WaitingWriters(path, MostGrowth, TurnTimeout);

        // The picture of this moment, from the first question on.
        source.Execute("BEGIN");
        var sequences = source.ReadNumber("SELECT sum(value) FROM store_totals WHERE name LIKE 'sequences/_%' ESCAPE '/'") ?? 0;
        var position = source.ReadNumber("SELECT max(id) FROM steps") ?? 0;
        var marks = MarkFile.Merge(CounterTable.ReadAll(source), MarkFile.Read(MarkFile.PathOf(path)));
        source.CopyTo(copy, PagesAtOnce, () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            HasHeldWriters |= writers.HoldWhenDue(cancellationToken);
        });
        source.Execute("COMMIT");

        // One file that can be read anywhere: a store in WAL mode wants two more beside it, and the right to write them.
        copy.ReadText("PRAGMA journal_mode = DELETE");
        return (sequences, position, marks);
    }

    private void Check()
    {
        using var copy = Database.OpenUntouched(_partial);
        if (copy.ReadText("PRAGMA quick_check(1)") is var result && result != "ok")
        {
            throw Failure(
                $"The copy is damaged, and so is the store, or its disk: {result}. Run seqlog doctor.", StoreErrorKind.Corrupt);
        }
    }

    private SqliteBackupResult Publish(long sequences, long position, IReadOnlyList<IdMark> marks)
    {
        CreateOwnerOnly(_partial + ".ids");
        File.WriteAllBytes(_partial + ".ids", MarkFile.Render(marks));
        Sync(_partial + ".ids");
        Sync(_partial);
        var bytes = new FileInfo(_partial).Length;

        // The marks first: a backup without them is what must not be there after a power cut.
        File.Move(_partial + ".ids", MarkFile.PathOf(target), overwrite);
        File.Move(_partial, target, overwrite);
        if (!FolderSync.Run(Path.GetDirectoryName(target)!))
        {
            Trouble.Report("The folder of {0} could not be brought to the disk: its name may be gone after a power cut.", target);
        }

        return new SqliteBackupResult(target, bytes, sequences, position);
    }

    private static void CreateOwnerOnly(string file)
    {
        using var created = new FileStream(file, StoreFile.OwnerOnly(FileMode.CreateNew, FileShare.ReadWrite | FileShare.Delete));
    }

    private static void Sync(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        stream.Flush(flushToDisk: true);
    }

    private static void Remove(params string[] files)
    {
        try
        {
            Array.ForEach(files, File.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Trouble.Report("A part of a backup was left behind: {0}", e.Message);
        }
    }

    private SequenceStoreException Failure(string reason, StoreErrorKind kind, Exception? cause = null) =>
        new($"Backup of {path} to {target}: {reason}", cause) { Kind = kind };
}
