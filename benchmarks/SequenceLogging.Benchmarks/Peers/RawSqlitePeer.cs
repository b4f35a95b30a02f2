using SequenceLogging.Benchmarks.Events;
using SQLitePCL;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>
/// What SQLite can do at all: rows that are encoded beforehand go through the C API into one table, one prepared statement,
/// appended by rowid, 4,096 in a transaction. No index, no header, no statistics: the yardstick, and nothing to ask.
/// </summary>
public sealed class RawSqlitePeer : Peer
{
    private const int RowsPerTransaction = 4_096;

    private readonly sqlite3 _database;
    private StepRows? _rows;

    static RawSqlitePeer() => Batteries_V2.Init();

    public RawSqlitePeer(string folder)
    {
        Check(raw.sqlite3_open(Path.Combine(folder, "raw.db"), out _database));
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute(StepTable.Create);
    }

    public override string Name => "SQLite through its C API, append only";

    public override string Durability => "survives power loss (FULL); nothing can be asked";

    public override Task PrepareAsync(StepLoad load)
    {
        _rows = new StepRows(load);
        return Task.CompletedTask;
    }

    public override Task StoreAsync(StepLoad load)
    {
        var rows = _rows!;
        Check(raw.sqlite3_prepare_v3(_database, StepTable.Insert, raw.SQLITE_PREPARE_PERSISTENT, out var insert));
        using (insert)
        {
            for (var first = 0; first < rows.Count; first += RowsPerTransaction)
            {
                Execute("BEGIN IMMEDIATE");
                for (var row = first; row < Math.Min(first + RowsPerTransaction, rows.Count); row++)
                {
                    Insert(insert, rows[row]);
                }

                Execute("COMMIT");
            }
        }

        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<string>> ReadMessagesAsync()
    {
        List<string> messages = [];
        Check(raw.sqlite3_prepare_v2(_database, StepTable.Messages, out var select));
        using (select)
        {
            while (raw.sqlite3_step(select) == raw.SQLITE_ROW)
            {
                messages.Add(raw.sqlite3_column_text(select, 0).utf8_to_string());
            }
        }

        return Task.FromResult<IReadOnlyList<string>>(messages);
    }

    protected override ValueTask CloseAsync()
    {
        _database.Dispose();
        return base.CloseAsync();
    }

    private void Insert(sqlite3_stmt insert, in StepRow row)
    {
        Check(raw.sqlite3_bind_int64(insert, 1, row.Sequence));
        Check(raw.sqlite3_bind_int64(insert, 2, row.Order));
        Check(raw.sqlite3_bind_int64(insert, 3, row.Kind));
        Check(raw.sqlite3_bind_int64(insert, 4, row.Status));
        Check(raw.sqlite3_bind_int64(insert, 5, row.UnixMicroseconds));
        Check(raw.sqlite3_bind_text(insert, 6, (ReadOnlySpan<byte>)row.Message));
        Check(raw.sqlite3_bind_text(insert, 7, (ReadOnlySpan<byte>)row.Metadata));
        Check(raw.sqlite3_step(insert), raw.SQLITE_DONE);
        raw.sqlite3_reset(insert);
    }

    private void Execute(string sql) => Check(raw.sqlite3_exec(_database, sql));

    private void Check(int code, int expected = raw.SQLITE_OK)
    {
        if (code != expected)
        {
            throw new InvalidOperationException($"SQLite answers {code}: {raw.sqlite3_errmsg(_database).utf8_to_string()}");
        }
    }
}
