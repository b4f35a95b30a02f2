using System.Collections.Concurrent;
using Serilog.Debugging;

namespace SequenceLogging.Sqlite.Tests.Recovery;

/// <summary>What was said on Serilog's SelfLog, of which a process has one: each test looks for the paths of its own.</summary>
internal static class Reports
{
    private static readonly ConcurrentQueue<string> All = new();

    static Reports() => SelfLog.Enable(All.Enqueue);

    /// <summary>Begins to listen.</summary>
    public static void Listen()
    {
    }

    public static IReadOnlyList<string> About(string path) =>
        [.. All.Where(report => report.Contains(path, StringComparison.Ordinal))];
}
