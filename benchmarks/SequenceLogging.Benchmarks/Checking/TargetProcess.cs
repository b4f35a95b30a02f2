using System.Diagnostics;
using System.Text.Json;
using SequenceLogging.Benchmarks.Targets;

namespace SequenceLogging.Benchmarks.Checking;

/// <summary>
/// Measures a target in a process of its own: what another one has left of garbage, compiled code and memory would be part of
/// what is measured.
/// </summary>
internal static class TargetProcess
{
    /// <summary>The argument that makes this program one.</summary>
    public const string Command = "target";

    public static async Task<TargetReport> MeasureAsync(Target target, Effort effort, Workspace workspace)
    {
        var answer = Path.Combine(workspace.Path, target.Id + ".json");
        var load = Machine.Load();
        var start = Stopwatch.GetTimestamp();
        using var process = ThisProgram.Start([Command, target.Id, effort.ToString(), workspace.Path, answer], s => Configure(s, target));
        await process.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (!File.Exists(answer))
        {
            return new TargetReport(target.Id, target.Question, [], [], load, seconds, $"its process ended with exit code {process.ExitCode}");
        }

        var report = JsonSerializer.Deserialize<TargetReport>(await File.ReadAllBytesAsync(answer))!;
        return report with { Load = load, Seconds = seconds };
    }

    /// <summary>What the other process does.</summary>
    public static async Task<int> RunAsync(string id, string effort, string workspace, string answer)
    {
        var target = CheckOptions.Find(id);
        var findings = new Findings(target.Id);
        string? failure = null;
        try
        {
            await target.MeasureAsync(Enum.Parse<Effort>(effort), new Workspace(workspace), findings);
        }
        catch (Exception e)
        {
            failure = e.Message.ReplaceLineEndings(" ");
            Console.Error.WriteLine(e);
        }

        var report = new TargetReport(target.Id, target.Question, findings.Judgements, findings.Details, 0, 0, failure);
        await File.WriteAllBytesAsync(answer, JsonSerializer.SerializeToUtf8Bytes(report));
        return failure is null ? 0 : 1;
    }

    private static void Configure(ProcessStartInfo start, Target target)
    {
        if (target.CountsNanoseconds)
        {
            start.Environment["DOTNET_TieredPGO"] = "0";
        }
    }
}
