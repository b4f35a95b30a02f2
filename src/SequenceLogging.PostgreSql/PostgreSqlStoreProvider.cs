using System.Security.Cryptography;
using System.Text;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Reading;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql;

/// <summary>
/// Opens PostgreSQL stores; for tools that choose a provider by name. Applications call <c>UsePostgreSql()</c>.
/// <see cref="SequenceLogOptions.Store"/> is a connection string, as <c>Host=db;Database=app</c> or <c>postgres://db/app</c>.
/// </summary>
public sealed class PostgreSqlStoreProvider : ISequenceStoreProvider
{
    /// <summary>
    /// Where questions are asked, in the words of a connection string; null: where the store is written. A hot standby will do,
    /// whose answers are as old as it is behind.
    /// </summary>
    public string? ReadConnectionString { get; init; }

    /// <summary>Whether new tables have a partition for each month, where the server can; default true.</summary>
    public bool Partitioning { get; init; } = true;

    /// <inheritdoc/>
    public string GetKey(SequenceLogOptions options) => TextOf(options).Key;

    /// <summary>
    /// A folder of this machine and user, since a database has no place for files: below the local application data, as
    /// <c>~/.local/share/SequenceLogging</c>. Null where there is no such folder, and so no journal; set
    /// <see cref="SequenceLogOptions.JournalPath"/> then.
    /// </summary>
    public string? GetJournalPath(SequenceLogOptions options)
    {
        var folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        if (string.IsNullOrEmpty(folder))
        {
            return null;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(options).Key)))[..16];
        return Path.Combine(folder, "SequenceLogging", $"postgresql-{hash}.journal");
    }

    /// <inheritdoc/>
    public ISequenceStore Open(SequenceLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (text, readText) = (TextOf(options), ReadTextOf());
        return Wait(() => PostgreSqlStore.OpenAsync(text, readText, Partitioning, options.TimeProvider, CancellationToken.None));
    }

    /// <inheritdoc/>
    public ISequenceReader OpenReader(SequenceLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var text = ReadTextOf() ?? TextOf(options);
        return Wait(() => PostgreSqlReader.OpenAsync(text, options.TimeProvider, CancellationToken.None));
    }

    private static ConnectionText TextOf(SequenceLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ConnectionText.Parse(options.Store);
    }

    private ConnectionText? ReadTextOf() => ReadConnectionString is null ? null : ConnectionText.Parse(ReadConnectionString);

    // Opening is no asynchronous call; on a thread of the pool it cannot wait for the caller's.
    private static T Wait<T>(Func<Task<T>> open) => Task.Run(open).GetAwaiter().GetResult();
}
