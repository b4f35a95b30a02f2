using SequenceLogging.Benchmarks.Targets;

namespace SequenceLogging.Benchmarks.Checking;

/// <summary>Measures the targets and judges them.</summary>
internal static class CheckCommand
{
    /// <returns>
    /// 0 when all are met; 1 when one is missed, or a benchmark is broken; 2 when the arguments are not understood. A quick check
    /// only warns of what is missed.
    /// </returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        CheckOptions options;
        try
        {
            options = CheckOptions.Parse(args);
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }

        var reports = await MeasureAsync(options);
        CheckReport.Write(Console.Out, options, reports);
        if (options.Output is { } path)
        {
            await using var file = File.CreateText(path);
            CheckReport.Write(file, options, reports);
        }

        return Judge(options, reports);
    }

    private static async Task<IReadOnlyList<TargetReport>> MeasureAsync(CheckOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("seqlog-check-");
        try
        {
            List<TargetReport> reports = [];
            foreach (var target in options.Targets)
            {
                await Console.Error.WriteLineAsync($"{target.Id}: {target.Question} …");
                reports.Add(await TargetProcess.MeasureAsync(target, options.Effort, new Workspace(folder.FullName)));
            }

            return reports;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Says what is missed and broken.</summary>
    private static int Judge(CheckOptions options, IReadOnlyList<TargetReport> reports)
    {
        var judgements = reports.SelectMany(r => r.Judgements).ToArray();
        foreach (var missed in judgements.Where(j => j.IsMet == false))
        {
            Console.Error.WriteLine($"warning: {missed.Target} missed: {missed.What}: {missed.Measured} instead of {missed.Limit}");
        }

        foreach (var broken in reports.Where(r => r.Failure is not null))
        {
            Console.Error.WriteLine($"error: {broken.Id} is broken: {broken.Failure}");
        }

        Console.Error.WriteLine(
            $"{judgements.Count(j => j.IsMet == true)} met, {judgements.Count(j => j.IsMet == false)} missed, "
            + $"{judgements.Count(j => j.IsMet is null)} not measured, {reports.Count(r => r.Failure is not null)} broken.");
        return ExitCodeOf(options.Effort, reports);
    }

    /// <summary>A machine that is busy misses targets and breaks no benchmark.</summary>
    internal static int ExitCodeOf(Effort effort, IReadOnlyList<TargetReport> reports) =>
        reports.Any(r => r.Failure is not null) || (effort == Effort.Full && reports.Any(r => r.Judgements.Any(j => j.IsMet == false))) ? 1 : 0;
}
