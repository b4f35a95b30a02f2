namespace SequenceLogging.Reporting.Lines;

/// <summary>How a text goes on in the lines below its first one.</summary>
/// <param name="Indent">Cells that they are further to the right.</param>
/// <param name="Cells">The cells before them.</param>
internal sealed record Wrapping(int Indent, params Phrase[] Cells)
{
    /// <summary>About how many lines there may be; what is more is cut.</summary>
    public int MostLines { get; init; } = int.MaxValue;
}

/// <summary>Rows of cells that stand in line, made to fit a width.</summary>
internal sealed class Grid(params Column[] columns)
{
    private const int SpanGap = 1;

    private readonly List<Row> _rows = [];

    /// <summary>Spaces before everything.</summary>
    public int Indent { get; init; }

    /// <summary>Whether the rows that are added from now on only tell how wide the columns are.</summary>
    public bool Hides { get; set; }

    public void Add(params Phrase[] cells) => _rows.Add(new Row(cells, null, null, Hides));

    /// <summary>Adds some cells and a text that takes the rest of the line, whatever the columns there.</summary>
    /// <param name="cells">The cells before the text.</param>
    /// <param name="rest">The text.</param>
    /// <param name="wrap">How it goes on in the next line; null to cut it instead.</param>
    public void AddSpan(Phrase[] cells, Phrase rest, Wrapping? wrap = null) => _rows.Add(new Row(cells, rest, wrap, Hides));

    /// <summary>The lines, none wider than the width.</summary>
    public IEnumerable<Phrase> Lines(int width)
    {
        var widths = Widths(width);
        if (columns.Any(c => c.Title is not null) && _rows.Count > 0)
        {
            yield return Line([.. columns.Select(c => new Phrase(c.Title, Look.Dim))], widths).Cut(width).TrimEnd();
        }

        foreach (var row in _rows.Where(r => !r.IsHidden))
        {
            foreach (var line in row.Rest is null ? [Line(row.Cells, widths)] : Span(row, row.Rest, widths, width))
            {
                yield return line.Cut(width).TrimEnd();
            }
        }
    }

    private IEnumerable<Phrase> Span(Row row, Phrase rest, int[] widths, int width)
    {
        var line = Behind(row.Cells, widths);
        var start = line.Width;
        var room = Math.Max(1, width - start);
        if (row.Wrap is not { } wrap)
        {
            yield return line.Add(rest.Cut(room));
            yield break;
        }

        var roomBelow = Math.Max(1, room - wrap.Indent);
        var most = Math.Min(Phrase.Boundless, room + ((wrap.MostLines - 1L) * roomBelow));
        foreach (var part in rest.Cut((int)most).Wrap(room, roomBelow))
        {
            yield return line.Add(part);
            line = Behind(wrap.Cells, widths).Pad(start + wrap.Indent);
        }
    }

    private Phrase Behind(Phrase[] cells, int[] widths)
    {
        var line = Line(cells, widths);
        return line.Pad(line.Width > 0 ? line.Width + SpanGap : 0);
    }

    private Phrase Line(Phrase[] cells, int[] widths)
    {
        var line = new Phrase().Pad(Indent);
        for (var c = 0; c < cells.Length; c++)
        {
            if (widths[c] == 0)
            {
                continue;
            }

            line.Pad(line.Width == Indent ? Indent : line.Width + columns[c].Gap);
            line.Add(new Phrase().Add(cells[c].Cut(widths[c])).Pad(widths[c], columns[c].Right));
        }

        return line;
    }

    private int[] Widths(int width)
    {
        var widths = new int[columns.Length];
        foreach (var row in _rows)
        {
            for (var c = 0; c < row.Cells.Length; c++)
            {
                widths[c] = Math.Max(widths[c], row.Cells[c].Width);
            }
        }

        for (var c = 0; c < columns.Length; c++)
        {
            widths[c] = widths[c] == 0 ? 0 : Math.Max(widths[c], columns[c].Title?.Length ?? 0);
        }

        Column.Fit(columns, widths, width - Indent);
        return widths;
    }

    private sealed record Row(Phrase[] Cells, Phrase? Rest, Wrapping? Wrap, bool IsHidden);
}
