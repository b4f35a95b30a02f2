using SequenceLogging.Sqlite;

// The core's namespace, so that o.UseSqlite(…) is there wherever the options are.
#pragma warning disable IDE0130
namespace SequenceLogging;
#pragma warning restore IDE0130

/// <summary>Keeps sequences in one SQLite file.</summary>
public static class SqliteSequenceLogExtensions
{
    /// <summary>The file that is used where none is named.</summary>
    public const string DefaultPath = "sequences.db";

    /// <summary>Keeps sequences in a SQLite file, created at its first use.</summary>
    /// <param name="options">The options.</param>
    /// <param name="path">
    /// The file; default <see cref="SequenceLogOptions.Store"/>, else <see cref="DefaultPath"/> in the current folder.
    /// </param>
    public static SequenceLogOptions UseSqlite(this SequenceLogOptions options, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Store = path ?? options.Store ?? DefaultPath;
        options.Provider = new SqliteStoreProvider();
        return options;
    }
}
