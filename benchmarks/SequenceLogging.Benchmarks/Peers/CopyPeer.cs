using Npgsql;
using NpgsqlTypes;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.PostgreSql;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>
/// What PostgreSQL can do at all: binary COPY of rows that are encoded beforehand, into one of the layouts that a store could have.
/// Nothing else is written, neither sequences nor statistics.
/// </summary>
public sealed class CopyPeer : Peer
{
    private const string Columns = "sequence, step_order, kind, status, timestamp, message, metadata";

    private readonly NpgsqlConnection _connection;
    private readonly StepLayout _layout;
    private readonly bool _intoOurs;
    private readonly int _batch;
    private StepRows? _rows;
    private int[] _order = [];

    private CopyPeer(string connectionString, StepLayout layout, bool intoOurs, int batch)
    {
        (_layout, _intoOurs, _batch) = (layout, intoOurs, batch);
        _connection = new NpgsqlConnection(connectionString);
        _connection.Open();
        if (intoOurs)
        {
            PostgreSqlSchema.EnsureAsync(connectionString).GetAwaiter().GetResult();
            return;
        }

        Execute($"CREATE SCHEMA \"{new NpgsqlConnectionStringBuilder(connectionString).SearchPath}\"");
        Execute(
            $"""
            CREATE TABLE steps
                (sequence bigint, step_order integer, kind integer, status smallint, timestamp bigint, message text, metadata text
                {layout switch
                {
                    StepLayout.Appended => "",
                    StepLayout.Chained => ", position bigint PRIMARY KEY, previous bigint",
                    _ => ", position bigint, PRIMARY KEY (sequence, step_order)",
                }})
            """);
    }

    public override string Name => (_intoOurs, _layout) switch
    {
        (true, _) => "PostgreSQL, COPY by batches, ordered by sequence, into our steps and their indexes alone",
        (_, StepLayout.Appended) => "PostgreSQL, one COPY",
        (_, StepLayout.Chained) => "PostgreSQL, COPY by batches, an index on the rows' numbers alone, each row names the one before it",
        _ => "PostgreSQL, COPY by batches, ordered by sequence, an index (sequence, step_order) alone",
    };

    public override string Durability => "survives power loss (synchronous_commit=on); "
        + (_layout is StepLayout.Appended ? "nothing can be asked" : "the steps of a journey can be read");

    /// <summary>All rows at once into a table without an index.</summary>
    /// <param name="connectionString">A schema of its own in it.</param>
    public static CopyPeer AtOnce(string connectionString) => new(connectionString, StepLayout.Appended, intoOurs: false, int.MaxValue);

    /// <summary>In our batches, with a commit for each, into a table with nothing but one index, in the order that suits it.</summary>
    /// <param name="connectionString">A schema of its own in it.</param>
    /// <param name="layout">Chained or indexed.</param>
    public static CopyPeer ByBatches(string connectionString, StepLayout layout) =>
        new(connectionString, layout, intoOurs: false, new SequenceLogOptions().BatchSize);

    /// <summary>In our batches, with a commit for each, into the table of steps as the store makes it, with its indexes and partitions.</summary>
    /// <param name="connectionString">A schema of its own in it.</param>
    public static CopyPeer IntoOurs(string connectionString) =>
        new(connectionString, StepLayout.Indexed, intoOurs: true, new SequenceLogOptions().BatchSize);

    public override Task PrepareAsync(StepLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        var rows = _rows = new StepRows(load);

        // Behind an index by sequence, rows of a batch are cheapest in its order.
        _order = [.. Enumerable.Range(0, load.Steps)];
        if (_layout is StepLayout.Indexed)
        {
            _order = [.. _order.Chunk(_batch).SelectMany(batch => batch.OrderBy(step => rows[step].Sequence))];
        }

        return Task.CompletedTask;
    }

    public override async Task StoreAsync(StepLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        var rows = _rows!;
        var more = _layout switch
        {
            StepLayout.Appended => "",
            StepLayout.Chained => ", position, previous",
            _ => ", position",
        };
        for (long first = 0; first < rows.Count; first += _batch)
        {
            await using var copy = await _connection.BeginBinaryImportAsync($"COPY steps ({Columns}{more}) FROM STDIN (FORMAT BINARY)");
            for (var place = (int)first; place < Math.Min(rows.Count, first + _batch); place++)
            {
                var i = _order[place];
                Write(copy, rows[i]);
                if (_layout is not StepLayout.Appended)
                {
                    copy.Write(i + 1L, NpgsqlDbType.Bigint);
                }

                if (_layout is StepLayout.Chained)
                {
                    copy.Write(Math.Max(0, i + 1L - load.Sequences), NpgsqlDbType.Bigint);
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

    /// <summary>How many steps of a journey are found by what the layout has to find them by.</summary>
    /// <param name="step">Its last one.</param>
    public async Task<long> CountStepsAsync(int step)
    {
        await using var count = new NpgsqlCommand(
            _layout is StepLayout.Chained
                ? """
                  WITH RECURSIVE way AS (
                      SELECT position, previous FROM steps WHERE position = $1
                      UNION ALL SELECT s.position, s.previous FROM way w JOIN steps s ON s.position = w.previous)
                  SELECT count(*) FROM way
                  """
                : "SELECT count(*) FROM steps WHERE sequence = $1",
            _connection);
        count.Parameters.Add(new NpgsqlParameter { Value = _layout is StepLayout.Chained ? step + 1L : _rows![step].Sequence });
        return (long)(await count.ExecuteScalarAsync())!;
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
