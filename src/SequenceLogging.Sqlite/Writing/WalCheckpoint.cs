using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// Moves the WAL into the database file now and then. It runs while its process has the turn to write, so never beside a
/// commit; SQLite's own automatic checkpoint is off for that reason.
/// </summary>
internal sealed class WalCheckpoint(Database database, IdMarks marks)
{
    /// <summary>Size in bytes above which a checkpoint is worth its two fsyncs.</summary>
    public const long DueSize = 16 << 20;

    /// <summary>
    /// Size in bytes that SQLite cuts the WAL to when it begins it anew: what is written over is synced sooner than a file that
    /// grows.
    /// </summary>
    public const long SizeAfterReset = DueSize;

    /// <summary>
    /// Size in bytes from which on it waits a moment for readers. Readers that overlap without a gap would otherwise keep
    /// the WAL from ever starting anew; one that stays open does, whatever is done here.
    /// </summary>
    public const long LargeSize = 4 * DueSize;

    private static readonly TimeSpan WaitForReaders = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan LongestWaitForReaders = TimeSpan.FromSeconds(5);

    private readonly FileInfo _wal = new(database.Path + "-wal");
    private long _nextSize = DueSize;

    /// <summary>Does what is due. Its failure is none of the commit's before it, which holds.</summary>
    public void RunWhenDue()
    {
        var size = SizeOfWal();
        if (size <= DueSize)
        {
            _nextSize = DueSize;
        }
        else if (size > _nextSize)
        {
            // What a reader keeps from being moved is tried again when the WAL has grown.
            _nextSize = size + DueSize;
            try
            {
                Run(size);
                marks.Flush();
            }
            catch (SequenceStoreException e)
            {
                Trouble.Report(
                    "The WAL of {0} could not be moved into it; that is tried again: {1}", database.Path, e.Message);
            }
        }
    }

    /// <summary>Leaves everything in the database file and the WAL empty, where no reader needs it.</summary>
    public void Finish() => database.CheckpointAndTruncate(WaitForReaders);

    /// <summary>The same, where nothing may be left in the WAL.</summary>
    /// <exception cref="SequenceStoreException">A reader needs it for longer than some seconds.</exception>
    public void FinishForGood()
    {
        database.CheckpointAndTruncate(LongestWaitForReaders);
        _wal.Refresh();
        if (_wal is { Exists: true, Length: > 0 })
        {
            throw new SequenceStoreException(
                $"{_wal.FullName} could not be emptied within {LongestWaitForReaders.TotalSeconds} s, since a reader still "
                + "needs it. See which program has the store open.")
            {
                Kind = StoreErrorKind.Busy,
            };
        }
    }

    private long SizeOfWal()
    {
        if (database.WalSize is { } known)
        {
            return known;
        }

        try
        {
            _wal.Refresh();
            return _wal.Exists ? _wal.Length : 0;
        }
        catch (IOException)
        {
            // Whatever it is that keeps the folder from being looked at, the commit before it holds.
            return 0;
        }
    }

    private void Run(long size)
    {
        if (size < LargeSize)
        {
            database.Checkpoint();
        }
        else
        {
            database.CheckpointAndTruncate(WaitForReaders);
        }
    }
}
