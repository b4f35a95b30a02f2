using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using SQLitePCL;

namespace SequenceLogging.Sqlite.Native;

/// <summary>
/// One connection, over SQLite's own prepared-statement API: it binds UTF-8 as it is, where ADO would make a string, a
/// parameter and a box of each value. Not safe for several threads at once.
/// </summary>
internal sealed partial class Database : IDisposable
{
    /// <summary>Bytes that a page takes in the WAL, with its header.</summary>
    private const int WalFrame = 4096 + 24;

    private readonly sqlite3 _handle;
    private readonly TimeSpan _busyTimeout;
    private readonly WalHook _wal = new();
    private readonly Dictionary<string, Statement> _statements = new(SqlTexts.Comparer);

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle, string path, TimeSpan busyTimeout)
    {
        _handle = handle;
        _busyTimeout = busyTimeout;
        Path = path;
    }

    /// <summary>The version of the native library, as <c>3.50.4</c>.</summary>
    public static string SqliteVersion => raw.sqlite3_libversion().utf8_to_string();

    /// <summary>The same, as 3050004.</summary>
    public static int SqliteVersionNumber => raw.sqlite3_libversion_number();

    public string Path { get; }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Rows changed by the statement that ran last.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Bytes in the WAL after the last commit; null before there was one, and where that cannot be told.</summary>
    public long? WalSize => _wal.Pages * (long)WalFrame;

    public long LastInsertedRowId => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Runs statements that answer nothing.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(_handle, sql, out var message);
        if (code != raw.SQLITE_OK)
        {
            throw SqliteError.Make(raw.sqlite3_extended_errcode(_handle), message ?? raw.sqlite3_errstr(code).utf8_to_string(), Path);
        }
    }

    /// <summary>A prepared statement, kept for the next time the same text is asked for. Dispose gives it back.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle), sql);
            statement = new Statement(this, handle);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>A statement for rows, which its caller keeps. It may be used as long as the connection is open.</summary>
    public RowStatement PrepareRow(string sql) => new(this, Prepare(sql).Handle);

    /// <summary>The first column of the first row as a number; null where there is none.</summary>
    public long? ReadNumber(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() && !statement.IsNull(0) ? statement.Int64(0) : null;
    }

    /// <summary>The first column of the first row as text; null where there is none.</summary>
    public string? ReadText(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.TextOrNull(0) : null;
    }

    public void RollBack()
    {
        if (IsInTransaction)
        {
            // Its own failure says less than the one that led here, and SQLite rolls back on the next open anyway.
            _ = raw.sqlite3_exec(_handle, "ROLLBACK");
        }
    }

    /// <summary>Leaves it to the caller when the WAL is moved into the database file, and tells how long it is by then.</summary>
    public void CheckpointByHand()
    {
        Execute("PRAGMA wal_autocheckpoint = 0");
        _wal.Attach(_handle);
    }

    /// <summary>Moves what it can from the WAL into the database file, without waiting for readers.</summary>
    public void Checkpoint() => Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);

    /// <summary>Moves all of the WAL into the database file and empties it, unless readers need it for longer than a time.</summary>
    public void CheckpointAndTruncate(TimeSpan wait)
    {
        raw.sqlite3_busy_timeout(_handle, (int)wait.TotalMilliseconds);
        try
        {
            Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);
        }
        finally
        {
            raw.sqlite3_busy_timeout(_handle, (int)_busyTimeout.TotalMilliseconds);
        }
    }

    /// <summary>Makes long queries end with an error soon after a token is cancelled.</summary>
    public void WatchCancellation(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            raw.sqlite3_progress_handler(_handle, 10_000, _ => cancellationToken.IsCancellationRequested ? 1 : 0, null);
        }
        else
        {
            WatchNothing();
        }
    }

    /// <summary>Makes what runs end with an error soon after a time is over.</summary>
    public void WatchTime(TimeSpan limit)
    {
        var start = Stopwatch.GetTimestamp();
        raw.sqlite3_progress_handler(_handle, 200, _ => Stopwatch.GetElapsedTime(start) > limit ? 1 : 0, null);
    }

    public void WatchNothing() => raw.sqlite3_progress_handler(_handle, 0, null, null);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Release();
        }

        _statements.Clear();
        _handle.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Check(int code, string doing)
    {
        if (code != raw.SQLITE_OK)
        {
            Throw(doing);
        }
    }

    internal void Throw(string doing) =>
        throw SqliteError.Make(
            raw.sqlite3_extended_errcode(_handle),
            $"{raw.sqlite3_errmsg(_handle).utf8_to_string()} ({Shorten(doing)})",
            Path);

    private void Checkpoint(int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_handle, null, mode, out _, out _);
        if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY))
        {
            Check(code, "checkpoint");
        }
    }

    private static string Shorten(string text)
    {
        var line = new StringBuilder(text).Replace('\n', ' ').ToString();
        return line.Length <= 80 ? line : line[..80] + "…";
    }
}
