using SQLitePCL;

namespace SequenceLogging.Benchmarks.Asking;

/// <summary>
/// A plain question to a store's file through the C API, with nothing of ours around it: what a larger file costs SQLite
/// and the machine themselves.
/// </summary>
internal sealed class RawQuestion : IDisposable
{
    /// <summary>So many that what was asked before is not in the processor's caches when it is asked again.</summary>
    private const int Arguments = 20_000;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _select;
    private readonly string[] _arguments;
    private int _asked;

    static RawQuestion() => Batteries_V2.Init();

    private RawQuestion(FilledStore store, string sql, Func<FilledStore, sqlite3, string> anyArgument)
    {
        Check(raw.sqlite3_open_v2(store.Path, out _database, raw.SQLITE_OPEN_READONLY, null), raw.SQLITE_OK);
        Check(raw.sqlite3_prepare_v2(_database, sql, out _select), raw.SQLITE_OK);
        _arguments = [.. Enumerable.Range(0, Arguments).Select(_ => anyArgument(store, _database))];
    }

    /// <summary>How many rows there were in all.</summary>
    public long Rows { get; private set; }

    /// <summary>One row of the steps by its rowid.</summary>
    public static RawQuestion StepOf(FilledStore store)
    {
        var random = new Random(891);
        return new(
            store,
            "SELECT message FROM steps WHERE id = CAST(? AS INTEGER)",
            (s, _) => FormattableString.Invariant($"{1 + random.NextInt64(s.Steps)}"));
    }

    /// <summary>The journeys of a user.</summary>
    public static RawQuestion JourneysOf(FilledStore store) => new(
        store,
        "SELECT status, step_count, created_at, username FROM sequences WHERE user_id = ? ORDER BY id DESC",
        (s, database) => UserOf(database, s.AnyId()));

    public void Ask()
    {
        Check(raw.sqlite3_bind_text(_select, 1, _arguments[_asked++ % Arguments]), raw.SQLITE_OK);
        int code;
        while ((code = raw.sqlite3_step(_select)) == raw.SQLITE_ROW)
        {
            Rows++;
        }

        Check(code, raw.SQLITE_DONE);
        Check(raw.sqlite3_reset(_select), raw.SQLITE_OK);
    }

    public void Dispose()
    {
        _select.Dispose();
        _database.Dispose();
    }

    private static string UserOf(sqlite3 database, SequenceId id)
    {
        _ = raw.sqlite3_prepare_v2(database, "SELECT user_id FROM sequences WHERE id = ?", out var select);
        using (select)
        {
            _ = raw.sqlite3_bind_int64(select, 1, id.ToInt64());
            return raw.sqlite3_step(select) == raw.SQLITE_ROW
                ? raw.sqlite3_column_text(select, 0).utf8_to_string()
                : throw new InvalidOperationException($"{id} is not in the store.");
        }
    }

    private void Check(int code, int expected)
    {
        if (code != expected)
        {
            throw new InvalidOperationException($"SQLite answers {code}: {raw.sqlite3_errmsg(_database).utf8_to_string()}");
        }
    }
}
