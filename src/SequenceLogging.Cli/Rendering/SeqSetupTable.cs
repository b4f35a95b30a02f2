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
                SeqSetupOutcome.Created => ("✔ created", Palette.Good),
                SeqSetupOutcome.Updated => ("✔ updated", Palette.Good),
                SeqSetupOutcome.Unchanged => ("○ as it was", Palette.Dim),
                _ => ("○ this Seq has none", Palette.Warning),
            };
            grid.Add(new Phrase(word, style), new Phrase(item.Kind, Palette.Dim), item.Title);
        }

        return grid;
    }
}
