using System.Text;
using Microsoft.Data.Sqlite;
using SequenceLogging.Benchmarks.Events;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>
/// SQLite through <c>Microsoft.Data.Sqlite</c> at its best: the rows of the raw append, one prepared command, 4,096 rows in a
/// transaction.
/// </summary>
public sealed class AdoSqlitePeer : Peer
{
    private const int RowsPerTransaction = 4_096;

    private readonly SqliteConnection _connection;
    private StepRows? _rows;

    public AdoSqlitePeer(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "ado.db")};Pooling=False");
        _connection.Open();
        using var create = Command("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; " + StepTable.Create);
        create.ExecuteNonQuery();
    }

    public override string Name => "Microsoft.Data.Sqlite, append only";

    public override string Durability => "survives power loss (FULL); nothing can be asked";

    public override Task PrepareAsync(StepLoad load)
    {
        _rows = new StepRows(load);
        return Task.CompletedTask;
    }

    public override Task StoreAsync(StepLoad load)
    {
        var rows = _rows!;
        using var insert = Command(
            "INSERT INTO steps (sequence, step_order, kind, status, timestamp, message, metadata) VALUES ($0, $1, $2, $3, $4, $5, $6)");
        var values = Enumerable.Range(0, 7).Select(i => insert.Parameters.Add($"${i}", i < 5 ? SqliteType.Integer : SqliteType.Text)).ToArray();
        insert.Prepare();
        for (var first = 0; first < rows.Count; first += RowsPerTransaction)
        {
            using var transaction = _connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var step = first; step < Math.Min(first + RowsPerTransaction, rows.Count); step++)
            {
                var row = rows[step];
                values[0].Value = row.Sequence;
                values[1].Value = row.Order;
                values[2].Value = row.Kind;
                values[3].Value = row.Status;
                values[4].Value = row.UnixMicroseconds;
                values[5].Value = Encoding.UTF8.GetString(row.Message);
                values[6].Value = Encoding.UTF8.GetString(row.Metadata);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<string>> ReadMessagesAsync()
    {
        List<string> messages = [];
        using var select = Command(StepTable.Messages);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            messages.Add(reader.GetString(0));
        }

        return Task.FromResult<IReadOnlyList<string>>(messages);
    }

    protected override ValueTask CloseAsync() => _connection.DisposeAsync();

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
