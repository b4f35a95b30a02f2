using System.Diagnostics;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;
using SequenceLogging.Benchmarks.Timing;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// What somebody waits for who types <c>seqlog show</c>, from the start of the process to its end. The program is the one
/// that was built with this one. The same with a program that does nothing tells what the runtime takes of it.
/// </summary>
internal sealed class StartTarget : Target
{
    /// <summary>The argument that makes this program one that does nothing.</summary>
    public const string NothingCommand = "nothing";

    public override string Id => "P12";

    public override string Question => "seqlog show, from a cold start";

    public override Task MeasureAsync(Effort effort, Workspace workspace, Findings findings) => workspace.InFolderAsync(async folder =>
    {
        var load = new StepLoad(2_000, 100);
        await using (var peer = SequencesPeer.OnSqlite(folder))
        {
            await peer.PrepareAsync(load);
            await peer.StoreAsync(load);
        }

        var store = Path.Combine(folder, "sequences.db");
        var now = TimeProvider.System.GetUtcNow();
        var id = new SequenceId(now.Year, now.Month, 1).ToString();
        string[] show = [Built("SequenceLogging.Cli"), "show", id, "--store", store];
        string[] nothing = [typeof(StartTarget).Assembly.Location, NothingCommand];
        var output = await RunAsync(show);
        Effect.IsTrue(
            output.Text.Contains(id, StringComparison.Ordinal) && output.Text.Contains("Payment_Step_1_ProcessTON", StringComparison.Ordinal),
            $"seqlog show printed \"{output.Text}\"");

        List<double> shown = [], empty = [];
        for (var round = 0; round < effort.Choose(30, 8, 1); round++)
        {
            shown.Add((await RunAsync(show)).Milliseconds);
            empty.Add((await RunAsync(nothing)).Milliseconds);
        }

        findings.AtMost("start to end, median", Median.Of(shown), 150, "0 ms");
        findings.Note(
            $"{shown.Count} starts in turns: `seqlog show` of a journey with {load.Steps / load.Sequences} steps median {Median.Of(shown):0} ms,",
            $"fastest {shown.Min():0}, slowest {shown.Max():0}; a .NET program that does nothing {Median.Of(empty):0} ms.",
            $"The files are in the machine's page cache, the process is new.");
    });

    /// <summary>The path of a program that is built with this one, in the same configuration.</summary>
    private static string Built(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var path = Path.Combine(Results.Root, "src", project, "bin", configuration, "net10.0", project + ".dll");
        Effect.IsTrue(File.Exists(path), $"{path} is not there");
        return path;
    }

    private static async Task<(double Milliseconds, string Text)> RunAsync(string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Effect.Equal(0, process.ExitCode, "exit code");
        return (took, text);
    }
}
