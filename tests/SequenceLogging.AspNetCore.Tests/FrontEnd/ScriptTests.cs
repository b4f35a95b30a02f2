using System.ComponentModel;
using System.Diagnostics;

namespace SequenceLogging.AspNetCore.Tests.FrontEnd;

public class ScriptTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task TheTestsOfTheScriptsPass()
    {
        var program = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var start = new ProcessStartInfo(program, ["test"])
        {
            WorkingDirectory = SourceFolder(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start);
        using var stop = new CancellationTokenSource(Patience);
        var errors = process.StandardError.ReadToEndAsync(stop.Token);
        var output = await process.StandardOutput.ReadToEndAsync(stop.Token);
        await process.WaitForExitAsync(stop.Token);

        Assert.True(process.ExitCode == 0, $"{output}\n{await errors}");
        Assert.Matches(@"# pass [1-9]", output);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception) when (!EmbeddedBundle.IsRequired)
        {
            Assert.Skip("There is no npm on the path. Install Node 20 or later.");
            throw;
        }
    }

    private static string SourceFolder()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var web = Path.Combine(folder, "src", "SequenceLogging.AspNetCore", "web");
            if (Directory.Exists(web))
            {
                return web;
            }
        }

        throw new InvalidOperationException($"There is no src/SequenceLogging.AspNetCore/web above {AppContext.BaseDirectory}.");
    }
}
