using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering;

/// <summary>Journeys one below the other.</summary>
internal static class SequenceTable
{
    /// <summary>A line of fewer cells has room for which, where, and the sign of the status.</summary>
    private const int Narrow = 60;

    /// <param name="sequences">The journeys.</param>
    /// <param name="now">The time.</param>
    /// <param name="width">Cells of a line.</param>
    public static Grid Of(IEnumerable<SequenceHeader> sequences, DateTimeOffset now, int width)
    {
        var isNarrow = width < Narrow;
        var grid = new Grid(
            new Column("sequence"),
            new Column("user") { Least = 10, GivesWay = 3 },
            new Column("status"),
            new Column("current step") { Least = 12, GivesWay = 2 },
            new Column("steps") { Right = true, Optional = true, GivesWay = 1 },
            new Column("begun (UTC)") { Optional = true, GivesWay = 4 },
            new Column("last seen") { Right = true, Optional = true, GivesWay = 1 });
        foreach (var sequence in sequences)
        {
            var mark = StatusMark.Of(sequence.Status);
            grid.Add(
                new Phrase(sequence.SequenceId.ToString(), Look.Id),
                isNarrow ? "" : UserOf(sequence),
                isNarrow ? new Phrase(mark.Sign, mark.Look) : mark.ToPhrase(),
                sequence.CurrentStep?.Value,
                Numbers.Count(sequence.StepCount),
                new Phrase(Times.Minute(sequence.CreatedAt), Look.Dim),
                new Phrase(Times.Ago(sequence.UpdatedAt, now), Look.Dim));
        }

        return grid;
    }

    private static Phrase UserOf(SequenceHeader sequence)
    {
        var user = new Phrase(sequence.UserId?.ToString());
        return user.Add(user.Width > 0 && sequence.Username is not null ? " " : "").Add(sequence.Username, Look.Dim);
    }
}
