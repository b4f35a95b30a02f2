using Npgsql;

namespace SequenceLogging.PostgreSql.Connecting;

/// <summary>The rows that statements answered with, one statement after the other.</summary>
internal sealed class Answers(NpgsqlDataReader reader) : IAsyncDisposable
{
    private bool _isBehindFirst;

    /// <summary>Reads all rows of the next statement that has any to give; statements without rows are passed over.</summary>
    public async Task<List<T>> AllAsync<T>(Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        if (_isBehindFirst && !await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidOperationException("There are fewer answers than questions.");
        }

        _isBehindFirst = true;
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The same where the statement was only sent under a condition.</summary>
    public async Task<List<T>> AllIfAsync<T>(bool condition, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        condition ? await AllAsync(read, cancellationToken).ConfigureAwait(false) : [];

    /// <summary>Goes to the end, so that whatever failed in a statement without rows is heard.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
            _isBehindFirst = true;
        }
    }

    public ValueTask DisposeAsync() => reader.DisposeAsync();
}
