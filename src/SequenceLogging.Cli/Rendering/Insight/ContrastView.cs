using SequenceLogging.Insight.Comparing;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering.Insight;

/// <summary>Two journeys side by side, and what tells them apart.</summary>
internal static class ContrastView
{
    public static void Write(Page page, JourneyContrast contrast)
    {
        var first = contrast.First;
        page.Write(Heading(contrast, first).Lines(page.Width));
        page.WriteLine();
        page.Write(SideBySide(contrast, first));
        if (contrast.Differences.Count > (first is null ? 0 : 1))
        {
            page.WriteLine();
            page.Write(Others(contrast, first));
        }
    }

    private static Grid Heading(JourneyContrast contrast, JourneyDifference? first)
    {
        var grid = new Grid(new Column());
        var text = first is null
            ? new Phrase("the two do not differ in steps, outcomes, waits or properties", Look.Good)
            : new Phrase(first.Message, Look.Strong);
        grid.AddSpan([new Phrase(first is null ? "=" : "≠", first is null ? Look.Good : Look.Alarm)], text, new Wrapping(0, ""));
        grid.AddSpan(
            [""],
            new Phrase(
                contrast.Peers == 1
                    ? "compared with one other"
                    : $"compared with the {Numbers.Count(contrast.Peers)} completed ones that are most like it; the nearest stands beside it",
                Look.Dim),
            new Wrapping(0, ""));
        return grid;
    }

    private static Grid SideBySide(JourneyContrast contrast, JourneyDifference? first)
    {
        var grid = new Grid(
            new Column(),
            new Column { Right = true, Optional = true, GivesWay = 3 },
            new Column(contrast.Journey.SequenceId.ToString()) { Least = 12, GivesWay = 2 },
            new Column { Right = true, Optional = true, GivesWay = 3, Gap = 3 },
            new Column(contrast.Other.SequenceId.ToString()) { Least = 12, GivesWay = 2 });
        foreach (var pair in contrast.Steps)
        {
            var differs = first is not null && first.Order == (pair.Order ?? first.Order) && first.OtherOrder == pair.OtherOrder;
            grid.Add(
                new Phrase(differs ? "≠" : "", Look.Alarm),
                Wait(contrast.Journey, pair.Order), Step(contrast.Journey, pair.Order),
                Wait(contrast.Other, pair.OtherOrder), Step(contrast.Other, pair.OtherOrder));
        }

        return grid;
    }

    private static Grid Others(JourneyContrast contrast, JourneyDifference? first)
    {
        var grid = new Grid(new Column());
        foreach (var difference in contrast.Differences.Where(d => d != first))
        {
            grid.AddSpan([new Phrase("≠", Look.Warning)], difference.Message, new Wrapping(0, ""));
        }

        return grid;
    }

    private static Phrase Step(SequenceDetails journey, int? order) =>
        order is { } known ? StatusMark.Before(journey.Steps[known - 1]) : new Phrase("·", Look.Dim);

    private static Phrase Wait(SequenceDetails journey, int? order) =>
        order is > 1 and { } known
            ? new Phrase("+" + Durations.Short(journey.Steps[known - 1].Timestamp - journey.Steps[known - 2].Timestamp), Look.Dim)
            : "";
}
