using System.Diagnostics;

namespace SequenceLogging.Browser.Tests.Sites;

/// <summary>The sample with its made-up users, as <c>dotnet run --project samples/WebBot -- --demo</c> starts it.</summary>
internal sealed class DemoBot : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly Process _process;

    private DemoBot(TempFolder folder, Process process, string mount) => (_folder, _process, Mount) = (folder, process, mount);

    /// <summary>Where the dashboard is, with a slash behind it.</summary>
    public string Mount { get; }

    public static async Task<DemoBot> StartAsync()
    {
        var folder = new TempFolder();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "WebBot.dll"), "--demo", "--rate", "5", "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            // "Open http://127.0.0.1:40551/sequences/ and end it with Ctrl+C."
            if (line.Split(' ').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal)) is { } address)
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // so that it never waits for its reader
                return new DemoBot(folder, process, address);
            }
        }

        throw new InvalidOperationException($"WebBot ended with exit code {process.ExitCode} before it said where it is.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(); // what it has logged is nobody's
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }
}
