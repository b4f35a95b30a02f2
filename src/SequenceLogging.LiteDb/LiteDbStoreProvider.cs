using SequenceLogging.LiteDb.Files;
using SequenceLogging.LiteDb.Reading;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb;

/// <summary>Opens LiteDB stores; for tools that choose a provider by name. Applications call <c>UseLiteDb()</c>.</summary>
public sealed class LiteDbStoreProvider : ISequenceStoreProvider
{
    /// <inheritdoc/>
    public string GetKey(SequenceLogOptions options) => "litedb:" + PathOf(options);

    /// <inheritdoc/>
    public string? GetJournalPath(SequenceLogOptions options) => PathOf(options) + ".journal";

    /// <inheritdoc/>
    /// <exception cref="SequenceStoreException">
    /// The store cannot be opened; of kind <see cref="StoreErrorKind.Busy"/> where another process, or another handle of this
    /// one, has it open.
    /// </exception>
    public ISequenceStore Open(SequenceLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return LiteDbStore.Open(PathOf(options), options.TimeProvider);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// In a process that has the store open, its reader shares it. Another process is refused as long as it is open there.
    /// </remarks>
    public ISequenceReader OpenReader(SequenceLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return LiteDbReader.Open(PathOf(options), options.TimeProvider);
    }

    private static string PathOf(SequenceLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var path = options.Store ?? LiteDbSequenceLogExtensions.DefaultPath;

        // LiteDB's own connection strings; we want the path alone, and such a text is not shown, since it may hold a password.
        return !path.Contains("filename=", StringComparison.OrdinalIgnoreCase)
            && !path.Contains("password=", StringComparison.OrdinalIgnoreCase)
            ? StorePaths.RealPath(Path.GetFullPath(path))
            : throw new SequenceStoreException(
                "The name of the LiteDB store is a connection string, and so it is not shown here. Name the store's file by its path.");
    }
}
