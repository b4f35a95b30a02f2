using SequenceLogging.Insight;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering.Insight;

/// <summary>Stuck sequences with the reason in words.</summary>
internal static class StuckView
{
    public static Grid Of(IEnumerable<StuckSequence> sequences)
    {
        var grid = new Grid(new Column(), new Column { Right = true }, new Column { Least = 12, GivesWay = 1 });
        foreach (var stuck in sequences)
        {
            grid.Add(
                new Phrase(stuck.SequenceId.ToString(), Look.Id),
                new Phrase(Durations.Long(TimeSpan.FromSeconds(stuck.WaitedSeconds)), Look.Warning),
                new Phrase($"● {stuck.CurrentStep}", Look.Accent)
                    .Add(stuck.Journey?.UserId is { } user ? $"  {user}" : "")
                    .Add(stuck.Journey?.Username is { } name ? $" {name}" : "", Look.Dim));
            grid.AddSpan(["", ""], " " + stuck.Message, new Wrapping(1, "", "") { MostLines = 4 });
        }

        return grid;
    }
}
