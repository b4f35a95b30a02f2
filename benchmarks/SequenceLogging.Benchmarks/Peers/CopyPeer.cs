using Npgsql;
using NpgsqlTypes;
using SequenceLogging.Benchmarks.Events;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>
/// What PostgreSQL can do at all: one binary COPY of rows that are encoded beforehand, into one table without an index.
/// </summary>
public sealed class CopyPeer : Peer
{
    private readonly NpgsqlConnection _connection;
    private StepRows? _rows;

    /// <param name="connectionString">A schema of its own in it.</param>
    public CopyPeer(string connectionString)
    {
        var schema = new NpgsqlConnectionStringBuilder(connectionString).SearchPath;
        _connection = new NpgsqlConnection(connectionString);
        _connection.Open();
        Execute($"CREATE SCHEMA \"{schema}\"");
        Execute("CREATE TABLE steps (sequence bigint, step_order integer, kind integer, status smallint, at bigint, message text, metadata text)");
    }

    public override string Name => "PostgreSQL, one COPY";

    public override string Durability => "survives power loss (synchronous_commit=on); nothing can be asked";

    public override Task PrepareAsync(StepLoad load)
    {
        _rows = new StepRows(load);
        return Task.CompletedTask;
    }

    public override async Task StoreAsync(StepLoad load)
    {
        var rows = _rows!;
        await using var copy = await _connection.BeginBinaryImportAsync(
            "COPY steps (sequence, step_order, kind, status, at, message, metadata) FROM STDIN (FORMAT BINARY)");
        for (var i = 0; i < rows.Count; i++)
        {
            Write(copy, rows[i]);
        }

        await copy.CompleteAsync();
    }

    public override async Task<IReadOnlyList<string>> ReadMessagesAsync()
    {
        List<string> messages = [];
        await using var select = new NpgsqlCommand("SELECT message FROM steps", _connection);
        await using var reader = await select.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            messages.Add(reader.GetString(0));
        }

        return messages;
    }

    protected override ValueTask CloseAsync() => _connection.DisposeAsync();

    private static void Write(NpgsqlBinaryImporter copy, in StepRow row)
    {
        copy.StartRow();
        copy.Write(row.Sequence, NpgsqlDbType.Bigint);
        copy.Write((int)row.Order, NpgsqlDbType.Integer);
        copy.Write((int)row.Kind, NpgsqlDbType.Integer);
        copy.Write((short)row.Status, NpgsqlDbType.Smallint);
        copy.Write(row.UnixMicroseconds, NpgsqlDbType.Bigint);
        copy.Write(row.Message, NpgsqlDbType.Text);
        copy.Write(row.Metadata, NpgsqlDbType.Text);
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        command.ExecuteNonQuery();
    }
}
