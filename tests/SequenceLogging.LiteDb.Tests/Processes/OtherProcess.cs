using System.Diagnostics;

namespace SequenceLogging.LiteDb.Tests.Processes;

/// <summary>A run of <see cref="StoreProgram"/> in a process of its own, which ends with the test however that ends.</summary>
internal sealed class OtherProcess : IDisposable
{
    private readonly Process _process;

    private OtherProcess(Process process) => _process = process;

    public static OtherProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(StoreProgram).Assembly.Location);
        start.ArgumentList.Add("store");
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        process.BeginErrorReadLine();
        return new OtherProcess(process);
    }

    /// <summary>The next line that it says; null when it has ended.</summary>
    public ValueTask<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets it come to its end.</summary>
    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _process.ExitCode);
    }

    /// <summary>Ends it as <c>kill -9</c> does, and reads what it still said.</summary>
    public async Task<IReadOnlyList<string>> KillAsync()
    {
        _process.Kill();
        var lines = new List<string>();
        while (await ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return lines;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
