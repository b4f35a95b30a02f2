using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using WebBot;

namespace SequenceLogging.Samples.Tests.Web;

/// <summary>WebBot --demo as a process of its own.</summary>
internal sealed partial class DemoRun : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    private readonly Process _process;

    private DemoRun(Process process, Uri dashboard)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = dashboard };
    }

    /// <summary>Asks the dashboard.</summary>
    public HttpClient Client { get; }

    public static async Task<DemoRun> StartAsync(string store, params string[] args)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.ChangeExtension(typeof(WebBotSettings).Assembly.Location, ".dll"), "--demo", "--store", store, "--urls", "http://127.0.0.1:0", .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in (string[])["SEQLOG_STORE", "SEQ_URL", "OTEL_EXPORTER_OTLP_ENDPOINT", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"])
        {
            start.Environment.Remove(name);
        }

        var process = Process.Start(start)!;
        using var bound = new CancellationTokenSource(Longest);
        while (await process.StandardOutput.ReadLineAsync(bound.Token) is { } line)
        {
            if (Address().Match(line) is { Success: true } match)
            {
                return new DemoRun(process, new Uri(match.Groups[1].Value));
            }
        }

        var errors = await process.StandardError.ReadToEndAsync(bound.Token);
        process.Dispose();
        throw new InvalidOperationException($"WebBot --demo did not say where it listens. {errors}");
    }

    /// <summary>Asks it to end, and says with which exit code it did.</summary>
    public async Task<int> EndAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        using var bound = new CancellationTokenSource(Longest);
        await _process.WaitForExitAsync(bound.Token);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("Open (http://\\S+/sequences/) and end it")]
    private static partial Regex Address();
}
