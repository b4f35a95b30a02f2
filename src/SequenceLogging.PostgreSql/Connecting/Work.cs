using Npgsql;

namespace SequenceLogging.PostgreSql.Connecting;

/// <summary>One try of a transaction.</summary>
internal sealed class Work(NpgsqlConnection connection, int attempt)
{
    /// <summary>Each statement sees what is committed when it begins: what was waited for is seen.</summary>
    public const string Begin = "BEGIN ISOLATION LEVEL READ COMMITTED";

    /// <summary>All statements see the same moment.</summary>
    public const string BeginQuestion = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /// <summary>Which try it is, from 1.</summary>
    public int Attempt => attempt;

    /// <summary>Whether the server was told to commit: from then on, nobody can say what a failure means.</summary>
    public bool MayBeCommitted { get; private set; }

    public Statements Statements() => new(connection);

    /// <summary>Sends the last statements of the transaction with its end, in one round trip.</summary>
    public Task CommitAsync(Statements last, CancellationToken cancellationToken)
    {
        MayBeCommitted = true;
        return last.Add("COMMIT").RunAsync(cancellationToken);
    }

    /// <summary>Begins a binary COPY.</summary>
    /// <param name="table">The table with the columns in their order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RowCopy> CopyAsync(string table, CancellationToken cancellationToken) => new(
        await connection.BeginBinaryImportAsync($"COPY {table} FROM STDIN (FORMAT BINARY)", cancellationToken).ConfigureAwait(false));

    public async Task RollBackAsync(CancellationToken cancellationToken)
    {
        using var end = Statements().Add("ROLLBACK");
        await end.RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
