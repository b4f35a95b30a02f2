using SequenceLogging.Sqlite.Reading;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite;

/// <summary>Opens SQLite stores; for tools that choose a provider by name. Applications call <c>UseSqlite()</c>.</summary>
public sealed class SqliteStoreProvider : ISequenceStoreProvider
{
    /// <inheritdoc/>
    public string GetKey(SequenceLogOptions options) => "sqlite:" + PathOf(options);

    /// <inheritdoc/>
    public string? GetJournalPath(SequenceLogOptions options) => PathOf(options) + ".journal";

    /// <inheritdoc/>
    public ISequenceStore Open(SequenceLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return SqliteStore.Open(PathOf(options), options.TimeProvider);
    }

    /// <inheritdoc/>
    public ISequenceReader OpenReader(SequenceLogOptions options) => SqliteReader.Open(PathOf(options));

    private static string PathOf(SequenceLogOptions options) =>
        StoreFile.RealPath(Path.GetFullPath(options.Store ?? SqliteSequenceLogExtensions.DefaultPath));
}
