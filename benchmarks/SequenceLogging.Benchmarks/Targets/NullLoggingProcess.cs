using System.Globalization;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// Another process of this program that logs the same steps by <c>ILogger</c> and Serilog to a sink that does nothing: what it has of
/// the memory is what a process has without this library.
/// </summary>
internal static class NullLoggingProcess
{
    /// <summary>The argument that makes this program one.</summary>
    public const string Command = "log-to-nothing";

    /// <summary>What it does: logs, and says the peak of its resident memory in bytes.</summary>
    public static async Task<int> RunAsync(int steps)
    {
        using var watch = new MemoryWatch(() => { });
        await using var peer = new NullPeer();
        await peer.StoreAsync(new StepLoad(steps));
        Effect.IsTrue((await peer.ReadMessagesAsync()).Count == 1, "nothing was logged");
        Console.WriteLine(watch.Peak().Total);
        return 0;
    }

    /// <summary>Has one log so many steps.</summary>
    /// <returns>The peak of its resident memory in bytes.</returns>
    public static async Task<long> MeasureAsync(int steps)
    {
        using var other = ThisProgram.Start([Command, steps.ToString(CultureInfo.InvariantCulture)], start => start.RedirectStandardOutput = true);
        var answer = await other.StandardOutput.ReadLineAsync();
        await other.WaitForExitAsync();
        var peak = long.Parse(answer ?? "", CultureInfo.InvariantCulture);
        Effect.IsTrue(peak > 10_000_000, $"{peak} bytes cannot be all that the process had");
        return peak;
    }
}
