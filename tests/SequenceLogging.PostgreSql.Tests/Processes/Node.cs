using System.Diagnostics;

namespace SequenceLogging.PostgreSql.Tests.Processes;

/// <summary>A run of the program PostgresNode in a process of its own, which ends with the test however that ends.</summary>
internal sealed class Node : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    public Node(params string[] arguments)
    {
        _process = Process.Start(Info(arguments)) ?? throw new InvalidOperationException("PostgresNode did not start.");
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>How to start it.</summary>
    public static ProcessStartInfo Info(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Join(AppContext.BaseDirectory, "PostgresNode.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>All that it says, up to its end.</summary>
    public async Task<IReadOnlyList<string>> ReadToEndAsync()
    {
        var said = await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Waits until it says this line.</summary>
    public async Task UntilItSaysAsync(string line)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } said)
        {
            if (said == line)
            {
                return;
            }
        }

        throw new InvalidOperationException($"PostgresNode ended without saying '{line}': {await _errors}");
    }

    /// <summary>Says an empty line to it.</summary>
    public Task TellAsync() => _process.StandardInput.WriteLineAsync();

    public void AssertSuccess() => Assert.True(_process.ExitCode == 0, $"PostgresNode ended with {_process.ExitCode}: {_errors.Result}");

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

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
