namespace SequenceLogging.Cli;

/// <summary>The kinds of store that this build knows beside SQLite files.</summary>
internal static class OtherProviders
{
    public static readonly IReadOnlyDictionary<string, Action<SequenceLogOptions, string>> All =
        new Dictionary<string, Action<SequenceLogOptions, string>>();
}
