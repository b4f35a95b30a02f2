using SequenceLogging.Insight.Funnels;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering.Insight;

/// <summary>A funnel for people: who came how far, who left, who is still there.</summary>
internal static class FunnelView
{
    private const int BarWidth = 20;
    private const int MostAfter = 3;

    public static void Write(Page page, FunnelReport report)
    {
        Write(page, report.All);
        foreach (var group in report.Groups)
        {
            page.WriteLine();
            page.WriteLine(new Phrase($"{report.Funnel.By!.Name}: ", Look.Dim).Add(NameOf(group), Look.Strong));
            Write(page, group.Result);
        }
    }

    /// <summary>What a group is called here, and by <c>--group</c>.</summary>
    public static string NameOf(FunnelGroup group) => group.IsRest ? "(others)" : group.Value ?? "(none)";

    private static void Write(Page page, FunnelResult result)
    {
        page.Write(Steps(result));
        page.WriteLine(new Phrase($"{Numbers.Count(result.Converted)} of {Numbers.Count(result.Steps[0].Reached)} converted", Look.Strong)
            .Add($" ({Numbers.Percent(result.Conversion)})")
            .Add(result.MedianSeconds is { } median ? $", median {Took(median)}, p95 {Took(result.P95Seconds)}" : "")
            .Add(
                result.Sequences > result.Steps[0].Reached
                    ? $"; {Numbers.Of(result.Sequences - result.Steps[0].Reached, "sequence")} never made the first step"
                    : "",
                Look.Dim));
    }

    private static Grid Steps(FunnelResult result)
    {
        var grid = new Grid(
            new Column(" ") { Right = true },
            new Column("step") { Least = 12, GivesWay = 3 },
            new Column("reached") { Right = true },
            new Column("share") { Right = true },
            new Column { Optional = true, Least = BarWidth, GivesWay = 6, Gap = 1 },
            new Column("of previous") { Right = true, Optional = true, GivesWay = 5 },
            new Column("in progress") { Right = true },
            new Column("left") { Right = true },
            new Column("median") { Right = true, Optional = true, GivesWay = 1 },
            new Column("p95") { Right = true, Optional = true, GivesWay = 4 });
        for (var i = 0; i < result.Steps.Count; i++)
        {
            var step = result.Steps[i];
            grid.Add(
                new Phrase(Numbers.Count(i + 1), Look.Dim),
                step.Step,
                Numbers.Count(step.Reached),
                Numbers.Percent(step.Share),
                new Phrase(Bars.Of(step.Share, BarWidth), Look.Accent).Pad(BarWidth),
                i == 0 ? "" : Numbers.Percent(step.FromPrevious),
                new Phrase(Numbers.Count(step.InProgress), step.InProgress > 0 ? Look.Good : Look.Dim),
                new Phrase(Numbers.Count(step.Left), step.Left > 0 ? Look.Warning : Look.Dim),
                Took(step.MedianSeconds),
                Took(step.P95Seconds));
            if (step.After.Count > 0)
            {
                grid.AddSpan([""], new Phrase(" left for: " + Told(step.After), Look.Dim));
            }
        }

        return grid;
    }

    private static string Told(IReadOnlyList<StepAfter> after)
    {
        var told = after.Take(MostAfter).Select(a => $"{a.Step ?? "nothing more"} {Numbers.Count(a.Count)}");
        var rest = after.Skip(MostAfter).Sum(a => a.Count);
        return string.Join(", ", told) + (rest > 0 ? $", others {Numbers.Count(rest)}" : "");
    }

    private static string Took(double? seconds) => seconds is { } known ? Durations.Exact(known * 1000) : "";
}
