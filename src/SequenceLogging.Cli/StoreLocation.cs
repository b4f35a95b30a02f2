using SequenceLogging.Storage;

namespace SequenceLogging.Cli;

/// <summary>Which store a run is about: <c>--store</c>, else <c>SEQLOG_STORE</c>, else <c>sequences.db</c>.</summary>
internal sealed class StoreLocation
{
    public const string Variable = "SEQLOG_STORE";

    private const string Sqlite = "sqlite";

    private readonly SequenceLogOptions _options = new();

    private StoreLocation(StoreUri uri, Surroundings around)
    {
        Name = uri.Name;
        File = uri.Scheme is Sqlite ? uri.Text : null;
        _options.TimeProvider = around.Time;
        _options.UseJournal = false; // nothing is logged here
        if (uri.Scheme is Sqlite)
        {
            around.UseStoreFile(_options, uri.Text);
        }
        else
        {
            (around.Providers.GetValueOrDefault(uri.Scheme) ?? throw WithoutProvider(uri.Scheme))(_options, uri.Text);
        }
    }

    /// <summary>The store as messages call it; holds no secret.</summary>
    public string Name { get; }

    /// <summary>The path, where the store is an SQLite file.</summary>
    public string? File { get; }

    /// <summary>Where records wait that are not in the store yet; null where there is no such folder.</summary>
    public string? JournalPath => _options.Provider!.GetJournalPath(_options);

    /// <summary>Finds out which store is meant.</summary>
    /// <param name="option">What <c>--store</c> says; null where it was not given.</param>
    /// <param name="around">Knows the environment.</param>
    /// <param name="name">The option that names it, for messages.</param>
    /// <exception cref="ExpectedFailure">This build cannot open such a store.</exception>
    public static StoreLocation Find(string? option, Surroundings around, string name = "--store")
    {
        var text = option;
        if (text is null)
        {
            var variable = around.Environment(Variable);
            text = string.IsNullOrWhiteSpace(variable) ? SqliteSequenceLogExtensions.DefaultPath : variable;
        }

        var uri = StoreUri.Parse(text, Sqlite);
        return string.IsNullOrWhiteSpace(uri.Text)
            ? throw new ExpectedFailure(
                ExitCode.Usage, $"the store has no name. Write {name} PATH, for example {name} sequences.db.")
            : new StoreLocation(uri, around);
    }

    /// <summary>Whether both mean one store.</summary>
    public bool IsSame(StoreLocation other) =>
        _options.Provider!.GetKey(_options) == other._options.Provider!.GetKey(other._options);

    /// <summary>Opens the store for questions; it must exist.</summary>
    public ISequenceReader OpenReader() => _options.Provider!.OpenReader(_options);

    /// <summary>Opens the store for writing, creating it at its first use.</summary>
    public ISequenceStore Open() => _options.Provider!.Open(_options);

    /// <summary>
    /// Opens the store with the delivery into it, which brings home what dead processes have left in their journals.
    /// </summary>
    public SequenceLog OpenLog() => SequenceLog.Open(_options);

    private static ExpectedFailure WithoutProvider(string scheme) => scheme switch
    {
        "litedb" => new ExpectedFailure(
            ExitCode.StoreUnavailable,
            "this build of seqlog has no provider for litedb: stores. Build it with -p:PublicFeed=true, where the package "
            + "feed has LiteDB, or name an SQLite file: --store sequences.db."),
        _ => new ExpectedFailure(
            ExitCode.Usage,
            $"\"{scheme}:\" is no kind of store that seqlog knows. Name an SQLite file, --store sequences.db, or a PostgreSQL "
            + "database, --store postgres://user@host/database."),
    };
}
