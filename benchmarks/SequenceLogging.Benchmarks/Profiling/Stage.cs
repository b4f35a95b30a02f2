namespace SequenceLogging.Benchmarks.Profiling;

/// <summary>
/// Names what a thread was doing in the words of the library: the innermost method of ours, with what it called of the thin
/// layer over SQLite, and whether it was waiting.
/// </summary>
internal static class Stage
{
    private const string Ours = "SequenceLogging.";
    private const string Benchmarks = "SequenceLogging.Benchmarks.";
    private const string Sqlite = "SequenceLogging.Sqlite.Native.";

    private static readonly string[] Waits = ["Wait", "Sleep", "Enter", "Join"];

    /// <summary>Whether it is the thread that writes to the store.</summary>
    public static bool IsWriter(ThreadSample sample) => Has(sample, "SequenceLogging.Delivery.DeliveryWorker.");

    /// <summary>Whether it is a thread that logs.</summary>
    public static bool IsEmitter(ThreadSample sample) => Has(sample, "SequenceLogging.Benchmarks.Peers.LoggingPeer.Emit");

    public static string Of(ThreadSample sample)
    {
        var called = sample.Methods.TakeWhile(m => !IsStage(m)).ToArray();
        var name = called.Length < sample.Methods.Count ? Short(sample.Methods[called.Length]) : Elsewhere(sample);
        if (Array.FindLast(called, m => Is(m, Sqlite)) is { } statement)
        {
            return $"{name}: {Short(statement)}";
        }

        return called.Any(IsWait) ? $"{name}: waiting" : name;
    }

    private static bool IsStage(string method) => Is(method, Ours) && !Is(method, Benchmarks) && !Is(method, Sqlite);

    private static bool IsWait(string method) => Is(method, "System.Threading.") && Waits.Any(w => method.Contains(w, StringComparison.Ordinal));

    private static bool Has(ThreadSample sample, string prefix) => sample.Methods.Any(m => Is(m, prefix));

    private static bool Is(string method, string prefix) => method.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>The library that is not ours.</summary>
    private static string Elsewhere(ThreadSample sample) =>
        sample.Methods.Select(Library).FirstOrDefault(l => l is not null) ?? "the program that logs, and the runtime";

    private static string? Library(string method) =>
        Is(method, "Serilog.Extensions.Logging.") ? "Serilog.Extensions.Logging"
        : Is(method, "Serilog.") ? "Serilog"
        : Is(method, "Microsoft.Extensions.Logging.") ? "Microsoft.Extensions.Logging"
        : null;

    /// <summary>As <c>BatchWriter.WriteStep</c>.</summary>
    private static string Short(string method)
    {
        var name = method.Split('(')[0].Replace("..ctor", ".new", StringComparison.Ordinal).Split('.');
        return string.Join('.', name[^Math.Min(2, name.Length)..]);
    }
}
