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

    private static int Judge(CheckOptions options, IReadOnlyList<TargetReport> reports)
    {
        var missed = reports.SelectMany(r => r.Judgements).Where(j => j.IsMet == false).ToArray();
        var broken = reports.Count(r => r.Failure is not null);
        foreach (var judgement in missed)
        {
            Console.Error.WriteLine($"warning: {judgement.Target} missed: {judgement.What}: {judgement.Measured} instead of {judgement.Limit}");
        }

        Console.Error.WriteLine($"{reports.Sum(r => r.Judgements.Count) - missed.Length} of {reports.Sum(r => r.Judgements.Count)} not missed, {missed.Length} missed, {broken} broken.");
        return broken > 0 || (missed.Length > 0 && options.Effort == Effort.Full) ? 1 : 0;
    }
}
