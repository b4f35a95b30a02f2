using System.Diagnostics;
using System.Globalization;
using FaultWriter;

namespace SequenceLogging.Faults.Tests;

/// <summary>A process that the test started, and that ends with it.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Process _process;

    private Child(Process process) => _process = process;

    public int ExitCode => _process.ExitCode;

    public bool HasExited => _process.HasExited;

    public static Child Start(params object[] args) => StartUnder([], args);

    /// <summary>Starts a writer under a command that does something to it, as strace.</summary>
    public static Child StartUnder(string[] command, object[] args) => Launch(Prepare(command, args));

    /// <summary>
    /// For one that is killed before long: without the second look that the compiler takes at code which runs often. Many of
    /// them that start all the time would have the processors do little else.
    /// </summary>
    public static Child StartShortLived(params object[] args)
    {
        var start = Prepare([], args);
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "60000";
        return Launch(start);
    }

    /// <summary>Whether a command is installed here.</summary>
    public static bool Finds(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, command)));

    /// <summary>Says a line to it.</summary>
    public Task TellAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>Waits for the next line of its output that begins with a word, and gives what follows.</summary>
    public async Task<string> SaysAsync(string word) => (await SaysAsync([word])).Said;

    /// <summary>Waits for the next line of its output that begins with one of some words.</summary>
    public async Task<(string Word, string Said)> SaysAsync(params string[] words)
    {
        using var bound = new CancellationTokenSource(Longest);
        while (await _process.StandardOutput.ReadLineAsync(bound.Token) is { } line)
        {
            if (words.FirstOrDefault(w => line.StartsWith(w, StringComparison.Ordinal)) is { } word)
            {
                return (word, line[word.Length..].Trim());
            }
        }

        throw new InvalidOperationException($"The process ended without saying '{string.Join("' or '", words)}'.");
    }

    /// <summary>kill -9, of what it has started, too</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Asks it to end, with a signal as <c>TERM</c> or <c>INT</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task ExitAsync()
    {
        using var bound = new CancellationTokenSource(Longest);
        await _process.WaitForExitAsync(bound.Token);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo Prepare(string[] command, object[] args)
    {
        string[] words = [
            .. command, "dotnet", typeof(Acknowledgements).Assembly.Location,
            .. args.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture)!)];
        return new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private static Child Launch(ProcessStartInfo start)
    {
        var process = Process.Start(start)!;

        // What a process says as it dies must not stop it from dying.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new Child(process);
    }
}
