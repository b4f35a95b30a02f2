using SequenceLogging.Insight.Errors;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering.Insight;

/// <summary>Failed sequences with their reasons.</summary>
internal static class FailedView
{
    public static Grid Of(IEnumerable<FailedSequence> sequences, DateTimeOffset now)
    {
        var grid = new Grid(
            new Column(), new Column { Right = true, Optional = true, GivesWay = 2 }, new Column { Least = 12, GivesWay = 1 });
        foreach (var sequence in sequences)
        {
            grid.Add(
                new Phrase(sequence.SequenceId.ToString(), Look.Id),
                new Phrase(Times.Ago(sequence.FailedAt, now), Look.Dim),
                new Phrase(sequence.Step is { } step ? $"✖ {step}" : "✖", Look.Alarm)
                    .Add(sequence.Component is { } component ? $"  {component}" : "", Look.Dim)
                    .Add(sequence.UserId is { } user ? $"  {user}" : "")
                    .Add(sequence.Username is { } name ? $" {name}" : "", Look.Dim));
            grid.AddSpan(
                ["", ""],
                sequence.Message is { } message ? new Phrase(" " + message, Look.Bad) : new Phrase(" nobody said why", Look.Dim),
                new Wrapping(1, "", "") { MostLines = 3 });
        }

        return grid;
    }
}
