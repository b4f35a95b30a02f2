using Serilog.Events;

namespace SequenceLogging.Importing;

/// <summary>Levels as Serilog writes them, and as the other common loggers and Serilog's short forms do.</summary>
internal static class LevelText
{
    private static readonly Dictionary<string, LogEventLevel> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Verbose"] = LogEventLevel.Verbose,
        ["Trace"] = LogEventLevel.Verbose,
        ["VRB"] = LogEventLevel.Verbose,
        ["Debug"] = LogEventLevel.Debug,
        ["DBG"] = LogEventLevel.Debug,
        ["Information"] = LogEventLevel.Information,
        ["Info"] = LogEventLevel.Information,
        ["INF"] = LogEventLevel.Information,
        ["Warning"] = LogEventLevel.Warning,
        ["Warn"] = LogEventLevel.Warning,
        ["WRN"] = LogEventLevel.Warning,
        ["Error"] = LogEventLevel.Error,
        ["ERR"] = LogEventLevel.Error,
        ["Fatal"] = LogEventLevel.Fatal,
        ["Critical"] = LogEventLevel.Fatal,
        ["FTL"] = LogEventLevel.Fatal,
    };

    public static bool TryParse(string text, out LogEventLevel level) => Levels.TryGetValue(text, out level);
}
