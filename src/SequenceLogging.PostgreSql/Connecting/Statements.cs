using Npgsql;

namespace SequenceLogging.PostgreSql.Connecting;

/// <summary>Statements that go to the server together, in one round trip. Parameters are <c>$1</c>, <c>$2</c>, … of each.</summary>
internal sealed class Statements(NpgsqlConnection connection) : IDisposable
{
    private readonly NpgsqlBatch _batch = connection.CreateBatch();

    public bool IsEmpty => _batch.BatchCommands.Count == 0;

    /// <summary>Adds a statement; its place, to ask <see cref="RowsOf"/> for later, is the number of those before it.</summary>
    public Statements Add(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        _batch.BatchCommands.Add(command);
        return this;
    }

    /// <summary>The same where a condition holds: an empty array is not worth a statement.</summary>
    public Statements AddIf(bool condition, string sql, params ReadOnlySpan<NpgsqlParameter> parameters) =>
        condition ? Add(sql, parameters) : this;

    /// <summary>Waits longer for the server's answer than the connection string says: for what is as long as a store is large.</summary>
    public Statements WithPatience(TimeSpan longest)
    {
        _batch.Timeout = (int)longest.TotalSeconds;
        return this;
    }

    /// <summary>How many rows a statement has changed, after <see cref="RunAsync"/>.</summary>
    public long RowsOf(int statement) => (long)_batch.BatchCommands[statement].Rows;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!IsEmpty)
        {
            await _batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends the statements, and stands before the rows of the first that has any.</summary>
    public async Task<Answers> AskAsync(CancellationToken cancellationToken) =>
        new(await _batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false));

    public void Dispose() => _batch.Dispose();
}
