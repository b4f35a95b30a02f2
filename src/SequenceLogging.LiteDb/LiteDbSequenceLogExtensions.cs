using SequenceLogging.LiteDb;

// The core's namespace, so that o.UseLiteDb(…) is there wherever the options are.
#pragma warning disable IDE0130
namespace SequenceLogging;
#pragma warning restore IDE0130

/// <summary>Keeps sequences in one LiteDB file.</summary>
public static class LiteDbSequenceLogExtensions
{
    /// <summary>The file that is used where none is named.</summary>
    public const string DefaultPath = "sequences.litedb";

    /// <summary>
    /// Keeps sequences in a LiteDB file of their own, created at its first use. One process at a time has it open; the next one
    /// is refused with a message.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <param name="path">
    /// The file; default <see cref="SequenceLogOptions.Store"/>, else <see cref="DefaultPath"/> in the current folder.
    /// </param>
    public static SequenceLogOptions UseLiteDb(this SequenceLogOptions options, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Store = path ?? options.Store ?? DefaultPath;
        options.Provider = new LiteDbStoreProvider();
        return options;
    }
}
