using Npgsql;
using NpgsqlTypes;
using SequenceLogging.PostgreSql.Texts;

namespace SequenceLogging.PostgreSql.Connecting;

/// <summary>
/// Rows on their way into a table, value by value in the order of the columns, with the type that each has there; texts are
/// encoded on the way. What is not ended adds nothing.
/// </summary>
internal sealed class RowCopy(NpgsqlBinaryImporter copy) : IAsyncDisposable
{
    public Task StartAsync(CancellationToken cancellationToken) => copy.StartRowAsync(cancellationToken);

    public Task NumberAsync(long value, CancellationToken cancellationToken) => copy.WriteAsync(value, NpgsqlDbType.Bigint, cancellationToken);

    public Task IntAsync(int value, CancellationToken cancellationToken) => copy.WriteAsync(value, NpgsqlDbType.Integer, cancellationToken);

    public Task SmallAsync(int value, CancellationToken cancellationToken) =>
        copy.WriteAsync((short)value, NpgsqlDbType.Smallint, cancellationToken);

    public Task DoubleAsync(double? value, CancellationToken cancellationToken) => value is { } number
        ? copy.WriteAsync(number, NpgsqlDbType.Double, cancellationToken)
        : copy.WriteNullAsync(cancellationToken);

    public Task TextAsync(string? value, CancellationToken cancellationToken) => value is null
        ? copy.WriteNullAsync(cancellationToken)
        : copy.WriteAsync(TextCode.Encode(value), NpgsqlDbType.Text, cancellationToken);

    public Task BytesAsync(byte[]? value, CancellationToken cancellationToken) => value is null
        ? copy.WriteNullAsync(cancellationToken)
        : copy.WriteAsync(value, NpgsqlDbType.Bytea, cancellationToken);

    public async Task EndAsync(CancellationToken cancellationToken) => await copy.CompleteAsync(cancellationToken).ConfigureAwait(false);

    public ValueTask DisposeAsync() => copy.DisposeAsync();
}
