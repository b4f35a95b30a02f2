using System.Diagnostics;
using System.Runtime.InteropServices;
using SequenceLogging.Benchmarks.Checking;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// <c>seqlog</c> as <c>dotnet tool install</c> leaves it on this machine: its package for this kind of machine, made from this
/// repository and installed into a folder.
/// </summary>
internal static class InstalledTool
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(5);

    /// <summary>Makes the package and installs it.</summary>
    /// <returns>The path of the program; null where the feed does not have what its package is made from.</returns>
    public static async Task<string?> InstallAsync(string folder)
    {
        var packages = Path.Combine(folder, "packages");
        var tool = Path.Combine(folder, "tool");
        string[] pack = ["pack", "src/SequenceLogging.Cli", $"-p:ToolPlatforms={RuntimeInformation.RuntimeIdentifier}", "--output", packages];
        string[] install = ["tool", "install", "SequenceLogging.Cli", "--tool-path", tool, "--source", packages];
        return await SucceedsAsync(pack) && await SucceedsAsync(install)
            ? Path.Combine(tool, OperatingSystem.IsWindows() ? "seqlog.exe" : "seqlog")
            : null;
    }

    private static async Task<bool> SucceedsAsync(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Results.Root,
            RedirectStandardOutput = true, // what is on the terminal is the table of the targets
        })!;
        using var patience = new CancellationTokenSource(LongestStep);
        try
        {
            await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return false;
        }
    }
}
