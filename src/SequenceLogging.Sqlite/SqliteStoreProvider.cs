using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite;

/// <summary>Opens SQLite stores; for tools that choose a provider by name. Applications call <c>UseSqlite()</c>.</summary>
public sealed class SqliteStoreProvider : ISequenceStoreProvider
{
    /// <inheritdoc/>
    public string GetKey(SequenceLogOptions options) => "sqlite:" + PathOf(options);

    /// <inheritdoc/>
    public ISequenceStore Open(SequenceLogOptions options) => throw new NotSupportedException("in progress");

    /// <inheritdoc/>
    public ISequenceReader OpenReader(SequenceLogOptions options) => throw new NotSupportedException("in progress");

    private static string PathOf(SequenceLogOptions options) =>
        Path.GetFullPath(options.Store ?? SqliteSequenceLogExtensions.DefaultPath);
}
