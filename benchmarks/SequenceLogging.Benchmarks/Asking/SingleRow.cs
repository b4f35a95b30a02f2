using SQLitePCL;

namespace SequenceLogging.Benchmarks.Asking;

/// <summary>
/// One row of a store's steps by its rowid, through the C API: what a larger file costs SQLite itself,
/// whatever is asked.
/// </summary>
internal sealed class SingleRow : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _select;
    private readonly Random _random = new(891);
    private readonly long _rows;

    static SingleRow() => Batteries_V2.Init();

    public SingleRow(FilledStore store)
    {
        _rows = store.Steps;
        Check(raw.sqlite3_open_v2(store.Path, out _database, raw.SQLITE_OPEN_READONLY, null), raw.SQLITE_OK);
        Check(raw.sqlite3_prepare_v2(_database, "SELECT message FROM steps WHERE id = ?", out _select), raw.SQLITE_OK);
    }

    /// <summary>Reads any of them.</summary>
    public void Read()
    {
        Check(raw.sqlite3_bind_int64(_select, 1, 1 + _random.NextInt64(_rows)), raw.SQLITE_OK);
        Check(raw.sqlite3_step(_select), raw.SQLITE_ROW);
        Check(raw.sqlite3_reset(_select), raw.SQLITE_OK);
    }

    public void Dispose()
    {
        _select.Dispose();
        _database.Dispose();
    }

    private void Check(int code, int expected)
    {
        if (code != expected)
        {
            throw new InvalidOperationException($"SQLite answers {code}: {raw.sqlite3_errmsg(_database).utf8_to_string()}");
        }
    }
}
