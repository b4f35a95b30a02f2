using System.Diagnostics;

namespace SequenceLogging.Benchmarks;

/// <summary>Starts this program once more.</summary>
internal static class ThisProgram
{
    public static Process Start(IEnumerable<string> arguments, Action<ProcessStartInfo> configure)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ThisProgram).Assembly.Location, .. arguments]);
        configure(start);
        return Process.Start(start) ?? throw new InvalidOperationException("The program did not start another process of itself.");
    }
}
