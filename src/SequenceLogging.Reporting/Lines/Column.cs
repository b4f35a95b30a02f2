namespace SequenceLogging.Reporting.Lines;

/// <summary>A column of a <see cref="Grid"/>.</summary>
/// <param name="Title">Its head; null for none.</param>
internal sealed record Column(string? Title = null)
{
    /// <summary>Whether its cells end in line, as numbers do.</summary>
    public bool Right { get; init; }

    /// <summary>Cells that it may be cut to; numbers, which lie when they are cut, leave it at the default.</summary>
    public int Least { get; init; } = int.MaxValue;

    /// <summary>Whether it goes altogether when there is no room for <see cref="Least"/>.</summary>
    public bool Optional { get; init; }

    /// <summary>When it gives way: the greatest first; 0 for never.</summary>
    public int GivesWay { get; init; }

    /// <summary>Spaces before it.</summary>
    public int Gap { get; init; } = 2;

    /// <summary>Makes columns fit a line: they are cut or left out in the order that they give way.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="widths">What each would like to take; then what it gets. 0 is a column that is not there.</param>
    /// <param name="width">Cells of the line.</param>
    public static void Fit(IReadOnlyList<Column> columns, int[] widths, int width)
    {
        foreach (var c in Enumerable.Range(0, columns.Count).OrderByDescending(c => columns[c].GivesWay))
        {
            var taken = columns.Select((column, i) => widths[i] == 0 ? 0 : column.Gap + widths[i]).Sum() - columns[0].Gap;
            var excess = taken - width;
            if (excess <= 0 || columns[c].GivesWay == 0)
            {
                return;
            }

            var spare = Math.Max(0, widths[c] - columns[c].Least);
            widths[c] = spare < excess && columns[c].Optional ? 0 : widths[c] - Math.Min(spare, excess);
        }
    }
}
