using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SequenceLogging.Benchmarks.Checking;

/// <summary>What a reader must know of the machine; nothing that names it.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{OperatingSystemName()}, {Environment.ProcessorCount} cores ({Processor()}), {memory:0} GB, {RuntimeInformation.FrameworkDescription}");
    }

    /// <summary>How many processes want a core, on average of the last minute; NaN where the system does not say.</summary>
    public static double Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : double.NaN;

    /// <summary>What is checked out, and whether something was changed since.</summary>
    public static string Commit()
    {
        var commit = Git("rev-parse --short=12 HEAD");
        return commit.Length == 0 ? "unknown" : commit + (Git("status --porcelain --untracked-files=no").Length == 0 ? "" : ", with changes");
    }

    private static string OperatingSystemName() =>
        ValueOf("/etc/os-release", "PRETTY_NAME=")?.Trim('"') ?? RuntimeInformation.OSDescription;

    private static string Processor() =>
        ValueOf("/proc/cpuinfo", "model name\t: ") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string? ValueOf(string path, string key) => File.Exists(path)
        ? File.ReadLines(path).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?[key.Length..]
        : null;

    private static string Git(string arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments)
            {
                WorkingDirectory = Results.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            return git.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
