using SequenceLogging.Benchmarks.Events;
using SQLitePCL;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>How the steps of one journey are found again among those of all others.</summary>
public enum StepLayout
{
    /// <summary>They are not: rows are appended.</summary>
    Appended,

    /// <summary>Each names the one before it, and the row of its journey the last.</summary>
    Chained,

    /// <summary>By an index (sequence, step_order).</summary>
    Indexed,

    /// <summary>They lie together, by (sequence, step_order).</summary>
    Clustered,
}

/// <summary>
/// Rows that are encoded beforehand, through the C API, in one of the layouts that a store could have; with each batch the row of
/// every journey in it is brought up to date, as a store does. Nothing else of a store is there, so what differs is the layout.
/// </summary>
public sealed class LayoutPeer : Peer
{
    private const long WalToCheckpoint = 16 << 20;

    private readonly string _path;
    private readonly StepLayout _layout;
    private readonly int _rowsPerTransaction;
    private readonly sqlite3 _database;
    private StepRows? _rows;

    static LayoutPeer() => Batteries_V2.Init();

    public LayoutPeer(string folder, StepLayout layout, int rowsPerTransaction)
    {
        (_layout, _rowsPerTransaction) = (layout, rowsPerTransaction);
        _path = Path.Combine(folder, "layout.db");
        Check(raw.sqlite3_open(_path, out _database));
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute("PRAGMA wal_autocheckpoint = 0");
        Execute("PRAGMA cache_size = -64000");
        Execute("CREATE TABLE sequences (id INTEGER PRIMARY KEY, step_count INTEGER, last_step_at INTEGER, last_step INTEGER)");
        Execute(layout is StepLayout.Clustered
            ? StepTable.Create
                .Replace("id          INTEGER PRIMARY KEY", "id          INTEGER", StringComparison.Ordinal)
                .Replace("metadata    TEXT", "metadata    TEXT, previous INTEGER, PRIMARY KEY (sequence, step_order)", StringComparison.Ordinal)
                + " WITHOUT ROWID"
            : StepTable.Create.Replace("metadata    TEXT", "metadata    TEXT, previous INTEGER", StringComparison.Ordinal));
        if (layout is StepLayout.Indexed)
        {
            Execute("CREATE UNIQUE INDEX steps_by_sequence ON steps (sequence, step_order)");
        }
    }

    public override string Name => FormattableString.Invariant($"{_layout}, {_rowsPerTransaction:#,0} steps a transaction");

    public override string Durability => "survives power loss (FULL)";

    public override Task PrepareAsync(StepLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        _rows = new StepRows(load);
        Execute("BEGIN");
        for (var sequence = 1; sequence <= load.Sequences; sequence++)
        {
            Execute(FormattableString.Invariant($"INSERT INTO sequences (id) VALUES ({new SequenceId(2025, 7, sequence).ToInt64()})"));
        }

        Execute("COMMIT");
        return Task.CompletedTask;
    }

    public override Task StoreAsync(StepLoad load)
    {
        var rows = _rows!;
        var last = new Dictionary<long, long>();
        var changed = new HashSet<long>();
        using var insert = Prepare(StepTable.Insert
            .Replace("metadata)", "metadata, previous)", StringComparison.Ordinal).Replace("?, ?)", "?, ?, ?)", StringComparison.Ordinal));
        using var update = Prepare("UPDATE sequences SET step_count = ?2, last_step_at = ?3, last_step = ?4 WHERE id = ?1");
        for (var first = 0; first < rows.Count; first += _rowsPerTransaction)
        {
            Execute("BEGIN IMMEDIATE");
            var end = Math.Min(first + _rowsPerTransaction, rows.Count);
            for (var i = first; i < end; i++)
            {
                var row = rows[i];
                Insert(insert, row, last.GetValueOrDefault(row.Sequence));
                last[row.Sequence] = raw.sqlite3_last_insert_rowid(_database);
                changed.Add(row.Sequence);
            }

            if (_layout is not StepLayout.Appended)
            {
                foreach (var sequence in changed)
                {
                    Update(update, sequence, rows[end - 1], last[sequence]);
                }
            }

            changed.Clear();
            Execute("COMMIT");
            CheckpointWhenDue();
        }

        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<string>> ReadMessagesAsync()
    {
        List<string> messages = [];
        using var select = Prepare("SELECT message FROM steps");
        while (raw.sqlite3_step(select) == raw.SQLITE_ROW)
        {
            messages.Add(raw.sqlite3_column_text(select, 0).utf8_to_string());
        }

        return Task.FromResult<IReadOnlyList<string>>(messages);
    }

    protected override ValueTask CloseAsync()
    {
        _database.Dispose();
        return base.CloseAsync();
    }

    private void Insert(sqlite3_stmt insert, in StepRow row, long previous)
    {
        Check(raw.sqlite3_bind_int64(insert, 1, row.Sequence));
        Check(raw.sqlite3_bind_int64(insert, 2, row.Order));
        Check(raw.sqlite3_bind_int64(insert, 3, row.Kind));
        Check(raw.sqlite3_bind_int64(insert, 4, row.Status));
        Check(raw.sqlite3_bind_int64(insert, 5, row.UnixMicroseconds));
        Check(raw.sqlite3_bind_text(insert, 6, (ReadOnlySpan<byte>)row.Message));
        Check(raw.sqlite3_bind_text(insert, 7, (ReadOnlySpan<byte>)row.Metadata));
        Check(_layout is StepLayout.Chained ? raw.sqlite3_bind_int64(insert, 8, previous) : raw.sqlite3_bind_null(insert, 8));
        Check(raw.sqlite3_step(insert), raw.SQLITE_DONE);
        raw.sqlite3_reset(insert);
    }

    private void Update(sqlite3_stmt update, long sequence, in StepRow newest, long last)
    {
        Check(raw.sqlite3_bind_int64(update, 1, sequence));
        Check(raw.sqlite3_bind_int64(update, 2, newest.Order));
        Check(raw.sqlite3_bind_int64(update, 3, newest.UnixMicroseconds));
        Check(raw.sqlite3_bind_int64(update, 4, last));
        Check(raw.sqlite3_step(update), raw.SQLITE_DONE);
        raw.sqlite3_reset(update);
    }

    /// <summary>As a store does it, so that each page that is written again and again is moved only once in a while.</summary>
    private void CheckpointWhenDue()
    {
        if (new FileInfo(_path + "-wal").Length >= WalToCheckpoint)
        {
            Check(raw.sqlite3_wal_checkpoint_v2(_database, null, raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _));
        }
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return statement;
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
