using System.Globalization;

namespace SequenceLogging.Benchmarks.Checking;

/// <summary>What stands above all results: when, of which commit, on what machine, by which command.</summary>
internal static class ResultHeader
{
    public static void Write(TextWriter output, string title, string arguments)
    {
        output.WriteLine("# " + title);
        output.WriteLine();
        output.WriteLine($"- {TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, commit {Machine.Commit()}");
        output.WriteLine($"- {Machine.Describe()}; load {Machine.Load().ToString("0.00", CultureInfo.InvariantCulture)} at the end");
        output.WriteLine($"- `dotnet run -c Release --project benchmarks/SequenceLogging.Benchmarks -- {arguments}`");
#if DEBUG
        output.WriteLine("- **Built for debugging: no figure here means anything.**");
#endif
    }
}
