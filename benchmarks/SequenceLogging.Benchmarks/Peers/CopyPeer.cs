using Npgsql;
using NpgsqlTypes;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.PostgreSql;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>
/// What PostgreSQL can do at all: binary COPY of rows that are encoded beforehand, at once into one table without an index, or in
/// our batches into our own table of steps.
/// </summary>
public sealed class CopyPeer : Peer
{
    private readonly NpgsqlConnection _connection;
    private readonly bool _intoOurs;
    private StepRows? _rows;

    /// <param name="connectionString">A schema of its own in it.</param>
    /// <param name="intoOurs">
    /// Into the table of steps as the store makes it, with its indexes and partitions, and a commit for each batch; nothing else is
    /// written, neither sequences nor statistics.
    /// </param>
    public CopyPeer(string connectionString, bool intoOurs = false)
    {
        _intoOurs = intoOurs;
        _connection = new NpgsqlConnection(connectionString);
        _connection.Open();
        if (intoOurs)
        {
            PostgreSqlSchema.EnsureAsync(connectionString).GetAwaiter().GetResult();
            return;
        }

        Execute($"CREATE SCHEMA \"{new NpgsqlConnectionStringBuilder(connectionString).SearchPath}\"");
        Execute(
            """
            CREATE TABLE steps
                (sequence bigint, step_order integer, kind integer, status smallint, timestamp bigint, message text, metadata text)
            """);
    }

    public override string Name => _intoOurs ? "PostgreSQL, COPY by batches into our steps and their indexes alone" : "PostgreSQL, one COPY";

    public override string Durability => "survives power loss (synchronous_commit=on); nothing can be asked";

    public override Task PrepareAsync(StepLoad load)
    {
        _rows = new StepRows(load);
        return Task.CompletedTask;
    }

    public override async Task StoreAsync(StepLoad load)
    {
        var rows = _rows!;
        var batch = _intoOurs ? new SequenceLogOptions().BatchSize : rows.Count;
        for (var first = 0; first < rows.Count; first += batch)
        {
            await using var copy = await _connection.BeginBinaryImportAsync(
                $"COPY steps (sequence, step_order, kind, status, timestamp, message, metadata{(_intoOurs ? ", position" : "")}) FROM STDIN (FORMAT BINARY)");
            for (var i = first; i < Math.Min(rows.Count, first + batch); i++)
            {
                Write(copy, rows[i]);
                if (_intoOurs)
                {
                    copy.Write(i + 1L, NpgsqlDbType.Bigint);
                }
            }

            await copy.CompleteAsync();
        }
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
