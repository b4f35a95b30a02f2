using System.Globalization;
using SequenceLogging.Benchmarks.Targets;

namespace SequenceLogging.Benchmarks.Checking;

/// <summary>The results of a check as Markdown: the table first, then what its figures come from.</summary>
internal static class CheckReport
{
    public static void Write(TextWriter output, CheckOptions options, IReadOnlyList<TargetReport> reports)
    {
        var isQuick = options.Effort == Effort.Quick;
        ResultHeader.Write(
            output, isQuick ? "The targets, measured quickly" : "The targets, measured", $"check{(isQuick ? " --quick" : "")}{Only(reports)}");
        output.WriteLine(
            "- Each target in a process of its own, each with what it is compared with, in turns. Ratios carry over to other machines, "
            + "other numbers do not.");
        if (isQuick)
        {
            output.WriteLine("- Quick: a fifth of the steps or less, a few rounds. Enough to see what is far off, too little to judge what is close.");
        }

        output.WriteLine();
        WriteTable(output, reports);
        foreach (var report in reports)
        {
            WriteDetails(output, report);
        }
    }

    public static void WriteTable(TextWriter output, IReadOnlyList<TargetReport> reports)
    {
        output.WriteLine("| | what | target | measured | verdict |");
        output.WriteLine("|---|---|---:|---:|---|");
        foreach (var report in reports)
        {
            foreach (var judgement in report.Judgements)
            {
                output.WriteLine($"| {judgement.Target} | {judgement.What} | {judgement.Limit} | {judgement.Measured} | {Mark(judgement)} |");
            }

            if (report.Failure is { } failure)
            {
                output.WriteLine($"| {report.Id} | {report.Question} | | {failure} | **BROKEN** |");
            }
        }
    }

    private static string Mark(Judgement judgement) => judgement.IsMet == false ? $"**{judgement.Verdict}**" : judgement.Verdict;

    private static string Only(IReadOnlyList<TargetReport> reports) =>
        reports.Count == Target.All.Count ? "" : " --only " + string.Join(",", reports.Select(r => r.Id));

    private static void WriteDetails(TextWriter output, TargetReport report)
    {
        output.WriteLine();
        output.WriteLine($"## {report.Id}: {report.Question}");
        output.WriteLine();
        report.Details.ToList().ForEach(output.WriteLine);
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Took {report.Seconds:0} s; the machine's load before it was {report.Load:0.00}."));
    }
}
