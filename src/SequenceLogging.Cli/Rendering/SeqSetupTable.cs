using SequenceLogging.Reporting.Lines;
using SequenceLogging.Seq.Setup;

namespace SequenceLogging.Cli.Rendering;

/// <summary>What an installation did, a line for each part.</summary>
internal static class SeqSetupTable
{
    public static Grid Of(IEnumerable<SeqSetupItem> items)
    {
        var grid = new Grid(new Column(), new Column(), new Column { GivesWay = 1 });
        foreach (var item in items)
        {
            var (word, style) = item.Outcome switch
            {
                SeqSetupOutcome.Created => ("✔ created", Look.Good),
                SeqSetupOutcome.Updated => ("✔ updated", Look.Good),
                SeqSetupOutcome.Unchanged => ("○ as it was", Look.Dim),
                _ => ("○ this Seq has none", Look.Warning),
            };
            grid.Add(new Phrase(word, style), new Phrase(item.Kind, Look.Dim), item.Title);
        }

        return grid;
    }
}
