using SQLitePCL;

namespace SequenceLogging.Benchmarks.Beginning;

/// <summary>Transactions of one row each, with FULL: what a disk lets one writer commit, or several that wait by SQLite's own lock.</summary>
internal sealed class SingleRows : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;

    static SingleRows() => Batteries_V2.Init();

    public SingleRows(string folder)
    {
        Check(raw.sqlite3_open(Path.Combine(folder, "single.db"), out _database));
        Check(raw.sqlite3_busy_timeout(_database, 60_000));
        Check(raw.sqlite3_exec(
            _database,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS ids (id INTEGER PRIMARY KEY, issued INTEGER)"));
        Check(raw.sqlite3_prepare_v2(_database, "INSERT INTO ids (issued) VALUES (?)", out _insert));
    }

    /// <summary>How many there are, as the table has it.</summary>
    public long Count
    {
        get
        {
            Check(raw.sqlite3_prepare_v2(_database, "SELECT count(*) FROM ids", out var count));
            using (count)
            {
                Check(raw.sqlite3_step(count), raw.SQLITE_ROW);
                return raw.sqlite3_column_int64(count, 0);
            }
        }
    }

    public void Commit()
    {
        Check(raw.sqlite3_bind_int64(_insert, 1, 566158428));
        Check(raw.sqlite3_step(_insert), raw.SQLITE_DONE);
        Check(raw.sqlite3_reset(_insert));
    }

    public void Dispose()
    {
        _insert.Dispose();
        _database.Dispose();
    }

    private void Check(int code, int expected = raw.SQLITE_OK)
    {
        if (code != expected)
        {
            throw new InvalidOperationException($"SQLite answers {code}: {raw.sqlite3_errmsg(_database).utf8_to_string()}");
        }
    }
}
