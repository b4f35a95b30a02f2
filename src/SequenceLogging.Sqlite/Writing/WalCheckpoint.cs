using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// Moves the WAL into the database file now and then. It runs while its process has the turn to write, so never beside a
/// commit; SQLite's own automatic checkpoint is off for that reason.
/// </summary>
internal sealed class WalCheckpoint(Database database)
{
    /// <summary>Size in bytes that SQLite cuts the WAL to when it begins it anew.</summary>
    public const long SizeAfterReset = 1 << 20;

    /// <summary>Size in bytes from which on a checkpoint is worth its two fsyncs.</summary>
    private const long DueSize = 16 << 20;

    private readonly FileInfo _wal = new(database.Path + "-wal");
    private long _nextSize = DueSize;

    public void RunWhenDue()
    {
        _wal.Refresh();
        var size = _wal.Exists ? _wal.Length : 0;
        if (size < DueSize)
        {
            _nextSize = DueSize;
        }
        else if (size >= _nextSize)
        {
            database.Checkpoint(truncate: false);

            // A reader that holds an old picture keeps the WAL from starting anew; then it is tried again when it has grown.
            _nextSize = size + DueSize;
        }
    }

    /// <summary>Leaves one file behind, where nobody else is using it.</summary>
    public void Finish() => database.Checkpoint(truncate: true);
}
