using SequenceLogging.Insight.Conformance;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering.Insight;

/// <summary>For people: what was not as the flows say.</summary>
internal static class CheckView
{
    public static void Write(Page page, ConformanceReport report)
    {
        var share = report.Sequences == 0 ? 0 : report.Conforming / (double)report.Sequences;
        page.WriteLine(new Phrase($"{Numbers.Count(report.Conforming)} of {Numbers.Of(report.Sequences, "sequence")} conform", Look.Strong)
            .Add(report.Sequences > 0 ? $" ({Numbers.Percent(share)})" : "")
            .Add(report.WithoutFlow > 0 ? $"; {Numbers.Count(report.WithoutFlow)} came to none of the flows" : "", Look.Dim));
        page.Write(Flows(report));
        if (report.Deviations.Count > 0)
        {
            page.WriteLine();
            page.Write(Deviations(report));
        }
    }

    private static Grid Flows(ConformanceReport report)
    {
        var grid = new Grid(
            new Column("flow") { Least = 8, GivesWay = 1 },
            new Column("steps") { Right = true },
            new Column("sequences") { Right = true },
            new Column("conforming") { Right = true },
            new Column("share") { Right = true });
        foreach (var flow in report.Flows)
        {
            grid.Add(
                flow.Flow.Name,
                Numbers.Count(flow.Flow.Places.Count),
                Numbers.Count(flow.Sequences),
                Numbers.Count(flow.Conforming),
                flow.Sequences == 0 ? "" : Numbers.Percent(flow.Conforming / (double)flow.Sequences));
        }

        return grid;
    }

    private static Grid Deviations(ConformanceReport report)
    {
        var grid = new Grid(
            new Column("deviation"),
            new Column("step") { Least = 12, GivesWay = 2 },
            new Column("sequences") { Right = true },
            new Column("times") { Right = true, Optional = true, GivesWay = 3 },
            new Column("newest") { Optional = true, GivesWay = 4 });
        foreach (var deviation in report.Deviations)
        {
            grid.Add(
                new Phrase(deviation.Kind.ToText(), deviation.Kind is DeviationKind.Repeated ? Look.Plain : Look.Warning),
                deviation.Step,
                Numbers.Count(deviation.Count),
                Numbers.Count(deviation.Times),
                new Phrase(deviation.Example.ToString(), Look.Id));
        }

        return grid;
    }
}
