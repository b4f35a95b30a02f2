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

    public AdoSqlitePeer(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "ado.db")};Pooling=False");
        _connection.Open();
        using var create = Command("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; " + StepTable.Create);
        create.ExecuteNonQuery();
    }

    public override string Name => "Microsoft.Data.Sqlite, append only";

    public override string Durability => "survives power loss (FULL); nothing can be asked";

    public override Task StoreAsync(StepLoad load)
    {
        using var insert = Command(
            "INSERT INTO steps (sequence, step_order, kind, status, timestamp, message, metadata) VALUES ($0, $1, $2, $3, $4, $5, $6)");
        var values = Enumerable.Range(0, 7).Select(i => insert.Parameters.Add($"${i}", i < 5 ? SqliteType.Integer : SqliteType.Text)).ToArray();
        insert.Prepare();
        for (var first = 0; first < load.Steps; first += RowsPerTransaction)
        {
            using var transaction = _connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var step = first; step < Math.Min(first + RowsPerTransaction, load.Steps); step++)
            {
                values[0].Value = new SequenceId(2025, 7, load.SequenceOf(step) + 1).ToInt64();
                values[1].Value = load.PlaceOf(step) + 1;
                values[2].Value = 1 + (load.PlaceOf(step) % StepLoad.Variants);
                values[3].Value = (int)StepStatus.Completed;
                values[4].Value = StepRows.StartMicroseconds + step;
                values[5].Value = load.MessageOf(step);
                values[6].Value = load.MetadataOf(step);
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
