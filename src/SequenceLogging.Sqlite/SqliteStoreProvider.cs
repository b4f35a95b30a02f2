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

    private static string PathOf(SequenceLogOptions options)
    {
        var path = options.Store ?? SqliteSequenceLogExtensions.DefaultPath;
        return !HoldsPassword(path) ? StoreFile.RealPath(Path.GetFullPath(path)) : throw new SequenceStoreException(
            "The name of the SQLite store is a connection string with a password in it, and so it is not shown here. "
            + "Name the store's file by its path.");
    }

    private static bool HoldsPassword(string text) =>
        text.Contains("password=", StringComparison.OrdinalIgnoreCase) || text.Contains("pwd=", StringComparison.OrdinalIgnoreCase);
}
