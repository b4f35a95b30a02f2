using System.Diagnostics;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;
using SequenceLogging.Benchmarks.Timing;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// What somebody waits for who types <c>seqlog show</c>, from the start of the process to its end, with the program as the tool's
/// package for this machine installs it. The one that was built with this one, and a program that does nothing, tell what of it the
/// compiler and the runtime take.
/// </summary>
internal sealed class StartTarget : Target
{
    /// <summary>The argument that makes this program one that does nothing.</summary>
    public const string NothingCommand = "nothing";

    public override string Id => "P12";

    private const string What = "installed for this machine, start to end, median";

    private const double MostMilliseconds = 150;

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
        string[] show = ["show", id, "--store", store];
        var output = await RunAsync("dotnet", [Built("SequenceLogging.Cli"), .. show]);
        Effect.IsTrue(
            output.Text.Contains(id, StringComparison.Ordinal) && output.Text.Contains("Payment_Step_1_ProcessTON", StringComparison.Ordinal),
            $"seqlog show printed \"{output.Text}\"");

        // To make the package takes minutes, so less effort does without.
        var tool = effort is Effort.Full ? await InstalledTool.InstallAsync(folder) : null;
        List<double> installed = [], built = [], empty = [];
        for (var round = 0; round < effort.Choose(30, 8, 1); round++)
        {
            if (tool is not null)
            {
                installed.Add((await RunAsync(tool, show)).Milliseconds);
            }

            built.Add((await RunAsync("dotnet", [Built("SequenceLogging.Cli"), .. show])).Milliseconds);
            empty.Add((await RunAsync("dotnet", [typeof(StartTarget).Assembly.Location, NothingCommand])).Milliseconds);
        }

        if (tool is not null)
        {
            findings.AtMost(What, Median.Of(installed), MostMilliseconds, "0 ms");
            findings.Note($"Installed: median {Median.Of(installed):0} ms, fastest {installed.Min():0}, slowest {installed.Max():0}.");
        }
        else
        {
            var reason = effort is Effort.Full ? "its package could not be made" : "a quick check does not install it";
            findings.NotMeasured(What, $"at most {MostMilliseconds:0} ms", reason);
        }

        findings.Note(
            $"{built.Count} starts in turns, of a journey with {load.Steps / load.Sequences} steps. As the build leaves it, for any machine:",
            $"median {Median.Of(built):0} ms, fastest {built.Min():0}, slowest {built.Max():0}; a .NET program that does nothing {Median.Of(empty):0} ms.",
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

    private static async Task<(double Milliseconds, string Text)> RunAsync(string program, string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Effect.Equal(0, process.ExitCode, "exit code");
        return (took, text);
    }
}
