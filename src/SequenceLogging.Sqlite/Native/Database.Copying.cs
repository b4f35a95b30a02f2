using SQLitePCL;

namespace SequenceLogging.Sqlite.Native;

// Copying a whole database, page by page.
internal sealed partial class Database
{
    /// <summary>Opens a file to copy a database into: whoever copies sees to it that it is whole and on the disk.</summary>
    public static Database OpenCopy(string path)
    {
        var database = OpenWriter(path, TimeSpan.Zero);
        database.Execute("PRAGMA journal_mode = OFF");
        database.Execute("PRAGMA synchronous = OFF");
        return database;
    }

    /// <summary>
    /// Copies all pages, so many at a time. Begin a read transaction first: what is copied is its picture, whoever writes meanwhile.
    /// </summary>
    /// <param name="target">An empty database.</param>
    /// <param name="pages">How many pages at a time.</param>
    /// <param name="between">Called between the times.</param>
    public void CopyTo(Database target, int pages, Action between)
    {
        using var copy = raw.sqlite3_backup_init(target._handle, "main", _handle, "main");
        if (copy.IsInvalid)
        {
            target.Throw("begin a copy");
        }

        int code;
        while ((code = raw.sqlite3_backup_step(copy, pages)) == raw.SQLITE_OK)
        {
            between();
        }

        if (code != raw.SQLITE_DONE)
        {
            throw SqliteError.Make(code, $"{raw.sqlite3_errstr(code).utf8_to_string()} (copy to {target.Path})", target.Path);
        }
    }
}
