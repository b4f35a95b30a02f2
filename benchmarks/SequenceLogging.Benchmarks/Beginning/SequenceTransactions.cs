using SQLitePCL;

namespace SequenceLogging.Benchmarks.Beginning;

/// <summary>
/// The pages of a beginning sequence and nothing else: one transaction with FULL changes the counter, a row of the sequences with its
/// indexes, and a total of a store that this library has made. No statement asks, nothing is checked, no other thread is needed.
/// </summary>
internal sealed class SequenceTransactions : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _issue;
    private readonly sqlite3_stmt _insert;
    private readonly sqlite3_stmt _total;
    private readonly sqlite3_stmt _commit;
    private readonly string? _turn;

    static SequenceTransactions() => Batteries_V2.Init();

    /// <param name="path">Where a store is.</param>
    /// <param name="takesTurns">Whether several wait by a file beside it, as the library does, and not by SQLite's own lock.</param>
    public SequenceTransactions(string path, bool takesTurns)
    {
        _turn = takesTurns ? path + ".turn" : null;
        Check(raw.sqlite3_open(path, out _database));
        Check(raw.sqlite3_busy_timeout(_database, 60_000));
        Check(raw.sqlite3_exec(_database, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000"));
        _begin = Prepare("BEGIN IMMEDIATE");
        _issue = Prepare(
            """
            INSERT INTO sequence_counter (year, month, counter) VALUES (2000, 1, 1)
            ON CONFLICT (year, month) DO UPDATE SET counter = counter + 1 RETURNING counter
            """);
        _insert = Prepare(
            """
            INSERT INTO sequences (id, sequence_id, user_id, status, step_count, created_at, updated_at)
            VALUES (?1, ?2, '566158428', 0, 0, ?3, ?3)
            """);
        _total = Prepare("UPDATE store_totals SET value = value + 1 WHERE name = 'sequences_active'");
        _commit = Prepare("COMMIT");
    }

    /// <summary>Makes the store that several then share, with one sequence in it.</summary>
    public static void MakeStore(string path)
    {
        using var log = SequenceLog.Open(o => o.UseSqlite(path));
        log.Begin(566158428).Dispose();
    }

    public void Commit()
    {
        using var turn = _turn is null ? null : TakeTurn(_turn);
        Run(_begin);
        Check(raw.sqlite3_step(_issue), raw.SQLITE_ROW);
        var id = new SequenceId(2000, 1, raw.sqlite3_column_int64(_issue, 0));
        Check(raw.sqlite3_reset(_issue));
        Check(raw.sqlite3_bind_int64(_insert, 1, id.ToInt64()));
        Check(raw.sqlite3_bind_text(_insert, 2, id.ToString()));
        Check(raw.sqlite3_bind_int64(_insert, 3, TimeProvider.System.GetUtcNow().Ticks / 10));
        Run(_insert);
        Run(_total);
        Run(_commit);
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _begin, _issue, _insert, _total, _commit })
        {
            statement.Dispose();
        }

        _database.Dispose();
    }

    private static FileStream TakeTurn(string file)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException)
            {
                Thread.Sleep(1);
            }
        }
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_database, sql, out var statement));
        return statement;
    }

    private void Run(sqlite3_stmt statement)
    {
        Check(raw.sqlite3_step(statement), raw.SQLITE_DONE);
        Check(raw.sqlite3_reset(statement));
    }

    private void Check(int code, int expected = raw.SQLITE_OK)
    {
        if (code != expected)
        {
            throw new InvalidOperationException($"SQLite answers {code}: {raw.sqlite3_errmsg(_database).utf8_to_string()}");
        }
    }
}
