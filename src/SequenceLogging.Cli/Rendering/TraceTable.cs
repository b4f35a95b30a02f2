using SequenceLogging.Insight;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering;

/// <summary>What happened to an entity, one row for each event of all its journeys.</summary>
internal static class TraceTable
{
    private const string Mention = "◆";

    /// <summary>In lines of fewer cells the date has a line of its own.</summary>
    private const int Narrow = 100;

    public static Grid Of(IEnumerable<TraceEvent> events, int width)
    {
        var isNarrow = width < Narrow;
        var day = default(DateTime);
        var grid = new Grid(
            new Column(isNarrow ? "UTC" : "time (UTC)"),
            new Column("sequence"),
            new Column { Gap = 1 },
            new Column("event") { Gap = 1, Least = 6, GivesWay = 3 },
            new Column("component") { Least = 6, Optional = true, GivesWay = 4 },
            new Column("message") { Least = 12, Optional = true, GivesWay = 5 });
        foreach (var one in events)
        {
            var row = EventRow.Of(one.Sequence, one.Moment);
            if (isNarrow && row.Timestamp.UtcDateTime.Date != day)
            {
                day = row.Timestamp.UtcDateTime.Date;
                grid.AddSpan([], new Phrase(Times.Day(row.Timestamp), Look.Strong));
            }

            var look = MomentText.LookOf(one.Moment);
            var hasFailed = JourneyReport.IsFailure(one.Moment);
            grid.Add(
                new Phrase(isNarrow ? Times.OfDay(row.Timestamp) : Times.Full(row.Timestamp), Look.Dim),
                new Phrase(row.SequenceId.ToString(), Look.Id),
                new Phrase(one.Mentions ? Mention : "", Look.Warning),
                new Phrase($"{MomentText.Sign(one.Moment)} ", look).Add(MomentText.What(row), hasFailed ? Look.Alarm : Look.Plain),
                new Phrase(row.Kind is "link" || row.Component == row.StepName?.Flow ? "" : row.Component, Look.Dim),
                new Phrase(MomentText.Detail(row), hasFailed ? Look.Bad : Look.Plain));
        }

        return grid;
    }

    /// <summary>What the mark says, and how much there is.</summary>
    public static string Legend(EntityTrace trace) =>
        $"{Numbers.Of(trace.Sequences.Count, "sequence")}, {Numbers.Of(trace.Events.Count, "event")}; "
        + $"{Mention} tells of {trace.Entity}: {Numbers.Count(trace.Events.Count(e => e.Mentions))}.";
}
