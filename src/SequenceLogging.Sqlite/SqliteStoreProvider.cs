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

    /// <summary>The file with its links followed, so that two ways to one file are one store.</summary>
    private static string PathOf(SequenceLogOptions options)
    {
        var path = Path.GetFullPath(options.Store ?? SqliteSequenceLogExtensions.DefaultPath);
        return (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;
    }
}
