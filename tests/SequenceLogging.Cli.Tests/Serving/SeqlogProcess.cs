using System.Diagnostics;

namespace SequenceLogging.Cli.Tests.Serving;

/// <summary>A run of the real program that goes on until it is told to end, and ends with the test at the latest.</summary>
internal sealed class SeqlogProcess : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private SeqlogProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static SeqlogProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SequenceLogging.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new SeqlogProcess(Process.Start(start)!);
    }

    /// <summary>The next line of its data; null at its end.</summary>
    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(Longest);

    /// <summary>The next line of its talk; null at its end.</summary>
    public Task<string?> ReadTalkAsync() => _process.StandardError.ReadLineAsync().WaitAsync(Longest);

    /// <summary>Whether it has loaded the web server.</summary>
    public bool HasWebServer() => File.ReadAllText($"/proc/{Id}/maps").Contains("Microsoft.AspNetCore.", StringComparison.Ordinal);

    /// <summary>Sends it a signal, waits for its end, and gives its exit code and how long it took.</summary>
    public async Task<(int Code, TimeSpan Took)> EndAsync(string signal)
    {
        var start = Stopwatch.GetTimestamp();
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Longest);
        return (_process.ExitCode, Stopwatch.GetElapsedTime(start));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
