namespace SequenceLogging.Cli;

/// <summary>The kinds of store that this build knows beside SQLite files, by the scheme of their URIs.</summary>
internal static class OtherProviders
{
    public static readonly IReadOnlyDictionary<string, Action<SequenceLogOptions, string>> All =
        new Dictionary<string, Action<SequenceLogOptions, string>>
        {
            ["postgres"] = (options, uri) => options.UsePostgreSql(uri),
            ["postgresql"] = (options, uri) => options.UsePostgreSql(uri),
#if LITEDB // only on feeds that have the package
            ["litedb"] = (options, path) => options.UseLiteDb(path),
#endif
        };
}
