using System.Diagnostics;
using System.Globalization;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>What this process has of the machine's memory, in bytes; which kinds is known on Linux only.</summary>
internal readonly record struct ResidentMemory(long Total, long Anonymous, long Files)
{
    private const string Status = "/proc/self/status";

    public static ResidentMemory Now()
    {
        if (!File.Exists(Status))
        {
            using var self = Process.GetCurrentProcess();
            return new ResidentMemory(self.WorkingSet64, 0, 0);
        }

        var lines = File.ReadAllLines(Status);
        return new ResidentMemory(Read("VmRSS:"), Read("RssAnon:"), Read("RssFile:") + Read("RssShmem:"));

        long Read(string name) => long.Parse(
            lines.First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..^2].Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
