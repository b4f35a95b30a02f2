using SQLitePCL;

namespace SequenceLogging.Sqlite.Native;

// The ways to open a file, and what may be asked about the file itself.
internal sealed partial class Database
{
    private const int NoCheckpointOnClose = 1006;

    /// <summary>
    /// Whether the file at the path is no longer the one that was opened: it was deleted, moved, or another one was put in
    /// its place. Costs one look at the folder; false on systems where an open file stays where it is.
    /// </summary>
    public bool HasMoved => FileControl.HasMoved(_handle, Path);

    /// <summary>Whether the file may not be written; SQLite opens it all the same and fails with the first change.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_handle, "main") == 1;

    public static Database OpenWriter(string path, TimeSpan busyTimeout)
    {
        var database = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, busyTimeout);

        // The last connection to close would checkpoint; here that happens under the store's lock or not at all.
        database.Check(raw.sqlite3_db_config(database._handle, NoCheckpointOnClose, 1, out _), "set up");
        return database;
    }

    public static Database OpenReader(string path, TimeSpan busyTimeout) => Open(path, raw.SQLITE_OPEN_READONLY, busyTimeout);

    /// <summary>
    /// Opens the file as it lies there, without its WAL and journal and without a lock: nothing is changed by looking at it.
    /// </summary>
    public static Database OpenUntouched(string path)
    {
        var uri = "file:" + string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)) + "?immutable=1";
        var handle = OpenHandle(uri, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI, path);
        return new Database(handle, path, TimeSpan.Zero);
    }

    private static Database Open(string path, int flags, TimeSpan busyTimeout)
    {
        var handle = OpenHandle(path, flags, path);
        raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds);
        return new Database(handle, path, busyTimeout);
    }

    private static sqlite3 OpenHandle(string name, int flags, string path)
    {
        var code = raw.sqlite3_open_v2(name, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            var message = handle is null ? raw.sqlite3_errstr(code).utf8_to_string() : raw.sqlite3_errmsg(handle).utf8_to_string();
            handle?.Dispose();
            throw SqliteError.Make(code, message, path);
        }

        raw.sqlite3_extended_result_codes(handle, 1);
        return handle!;
    }
}
