using System.Collections.Concurrent;
using Serilog.Debugging;

namespace SequenceLogging.Tests;

/// <summary>
/// Listens to Serilog's SelfLog for as long as a test lasts. A process has one of it: test classes that use it are in the
/// collection of this name, and so run one after the other.
/// </summary>
internal sealed class ErrorLog : IDisposable
{
    public const string Collection = "error log";

    private readonly ConcurrentQueue<string> _lines = new();

    public ErrorLog() => SelfLog.Enable(_lines.Enqueue);

    public IReadOnlyList<string> About(string name) => [.. _lines.Where(line => line.Contains(name, StringComparison.Ordinal))];

    public void Dispose() => SelfLog.Disable();
}
