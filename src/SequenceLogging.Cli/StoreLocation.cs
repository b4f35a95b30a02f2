using SequenceLogging.Storage;

namespace SequenceLogging.Cli;

/// <summary>Which store a run is about: <c>--store</c>, else <c>SEQLOG_STORE</c>, else <c>sequences.db</c>.</summary>
internal sealed class StoreLocation
{
    public const string Variable = "SEQLOG_STORE";

    private const string SqliteScheme = "sqlite:";

    private readonly SequenceLogOptions _options = new();

    private StoreLocation(string path, Surroundings around)
    {
        Name = path;
        _options.TimeProvider = around.Time;
        _options.UseJournal = false; // nothing is logged here
        around.UseStoreFile(_options, path);
    }

    /// <summary>The store as messages call it; holds no secret.</summary>
    public string Name { get; }

    /// <summary>Finds out which store is meant.</summary>
    /// <param name="option">What <c>--store</c> says; null where it was not given.</param>
    /// <param name="around">Knows the environment.</param>
    /// <exception cref="ExpectedFailure">This build cannot open such a store.</exception>
    public static StoreLocation Find(string? option, Surroundings around)
    {
        var text = option;
        if (text is null)
        {
            var variable = around.Environment(Variable);
            text = string.IsNullOrWhiteSpace(variable) ? SqliteSequenceLogExtensions.DefaultPath : variable;
        }

        if (text.StartsWith(SqliteScheme, StringComparison.OrdinalIgnoreCase))
        {
            text = text[SqliteScheme.Length..];
        }
        else if (SchemeOf(text) is { } scheme)
        {
            throw WithoutProvider(scheme);
        }

        return string.IsNullOrWhiteSpace(text)
            ? throw new ExpectedFailure(
                ExitCode.Usage, "the store has no name. Write --store PATH, for example --store sequences.db.")
            : new StoreLocation(text, around);
    }

    /// <summary>Opens the store for questions; it must exist.</summary>
    public ISequenceReader OpenReader() => _options.Provider!.OpenReader(_options);

    /// <summary>Opens the store for writing, creating it at its first use.</summary>
    public ISequenceStore Open() => _options.Provider!.Open(_options);

    /// <summary>
    /// Opens the store with the delivery into it, which brings home what dead processes have left in their journals.
    /// </summary>
    public SequenceLog OpenLog() => SequenceLog.Open(_options);

    // "C:\logs" and "my:file" are paths. Only the scheme is kept of the rest: it may hold a password.
    private static string? SchemeOf(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2)
        {
            return null;
        }

        var scheme = text[..colon].ToLowerInvariant();
        var isUri = text.AsSpan(colon).StartsWith("://", StringComparison.Ordinal);
        return isUri || scheme is "litedb" or "postgres" or "postgresql" ? scheme : null;
    }

    private static ExpectedFailure WithoutProvider(string scheme) => scheme switch
    {
        "postgres" or "postgresql" or "litedb" => new ExpectedFailure(
            ExitCode.StoreUnavailable,
            $"this build of seqlog has no provider for {scheme}: stores yet. Name a SQLite file: --store sequences.db."),
        _ => new ExpectedFailure(
            ExitCode.Usage,
            $"\"{scheme}:\" is no kind of store that seqlog knows. Name a SQLite file: --store sequences.db."),
    };
}
