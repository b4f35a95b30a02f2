using SequenceLogging.Insight.Variants;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering.Insight;

/// <summary>The ways of journeys one below the other.</summary>
internal static class VariantsView
{
    private const string Arrow = " → ";

    public static void Write(Page page, VariantReport report)
    {
        page.WriteLine(new Phrase(Numbers.Count(report.Total), Look.Strong)
            .Add($" {(report.Total == 1 ? "variant" : "variants")} of ")
            .Add(Numbers.Count(report.Sequences), Look.Strong)
            .Add(report.Sequences == 1 ? " sequence" : " sequences")
            .Add(report.MedianSeconds is { } median ? $", median duration {Durations.Exact(median * 1000)}" : "")
            .Add(report.WithoutSteps > 0 ? $"; {Numbers.Count(report.WithoutSteps)} without a step" : "", Look.Dim));
        var grid = new Grid(
            new Column("no.") { Right = true },
            new Column("count") { Right = true },
            new Column("share") { Right = true },
            new Column("median") { Right = true });
        foreach (var variant in report.Variants)
        {
            grid.AddSpan(
                [
                    new Phrase(Numbers.Count(variant.Number), Look.Dim),
                    Numbers.Count(variant.Count),
                    Numbers.Percent(variant.Share),
                    Durations.Exact(variant.MedianSeconds * 1000),
                ],
                new Phrase(" ").Add(Way(variant.Steps)),
                new Wrapping(1) { MostLines = 8 });
        }

        page.Write(grid);
    }

    /// <summary>The steps with arrows between; one that is made again directly is told with how often.</summary>
    private static Phrase Way(IReadOnlyList<string> steps)
    {
        var way = new Phrase();
        for (var i = 0; i < steps.Count;)
        {
            var times = steps.Skip(i).TakeWhile(s => s == steps[i]).Count();
            way.Add(i == 0 ? "" : Arrow, Look.Dim).Add(steps[i]).Add(times > 1 ? $" ×{Numbers.Count(times)}" : "", Look.Warning);
            i += times;
        }

        return way;
    }
}
