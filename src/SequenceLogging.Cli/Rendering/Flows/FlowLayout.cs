namespace SequenceLogging.Cli.Rendering.Flows;

/// <summary>
/// Where the steps and the ways of a flow are drawn: in rows from top to bottom, each row in an order with few crossings. A way
/// over several rows has a bend in each, which takes room of its own, so that it goes around the steps between.
/// </summary>
internal sealed class FlowLayout
{
    private const double GapX = 36, BendWidth = 14, RowHeight = 96, Margin = 24;
    private const int Sweeps = 12;

    private readonly List<List<Spot>> _rows = [];

    private FlowLayout()
    {
    }

    /// <summary>Where the middle of each step is.</summary>
    public required (double X, double Y)[] Nodes { get; init; }

    /// <summary>For each way that joins two steps, the points that it goes through, from its upper end to its lower one.</summary>
    public required (double X, double Y)[][] Ways { get; init; }

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <param name="order">The rows.</param>
    /// <param name="widths">How wide each step is.</param>
    /// <param name="ways">The ways as pairs of steps.</param>
    public static FlowLayout Of(FlowOrder order, double[] widths, IReadOnlyList<(int From, int To)> ways)
    {
        var layout = new FlowLayout { Nodes = new (double, double)[widths.Length], Ways = new (double, double)[ways.Count][] };
        var spots = widths.Select((width, i) => layout.Put(order.Rows[i], width)).ToArray();
        var lines = ways.Select(way => layout.Join(spots[way.From], spots[way.To])).ToArray();
        layout.Arrange();
        layout.Measure();
        for (var i = 0; i < spots.Length; i++)
        {
            layout.Nodes[i] = (spots[i].X, spots[i].Y);
        }

        for (var i = 0; i < lines.Length; i++)
        {
            layout.Ways[i] = [.. lines[i].Select(s => (s.X, s.Y))];
        }

        return layout;
    }

    private Spot Put(int row, double width)
    {
        while (_rows.Count <= row)
        {
            _rows.Add([]);
        }

        var spot = new Spot(row, width);
        _rows[row].Add(spot);
        return spot;
    }

    /// <summary>Joins two steps by bends in the rows between them.</summary>
    private List<Spot> Join(Spot from, Spot to)
    {
        var (upper, lower) = from.Row <= to.Row ? (from, to) : (to, from);
        var line = new List<Spot> { upper };
        for (var row = upper.Row + 1; row < lower.Row; row++)
        {
            line.Add(Put(row, BendWidth));
        }

        line.Add(lower);
        for (var i = 1; i < line.Count; i++)
        {
            line[i - 1].Below.Add(line[i]);
            line[i].Above.Add(line[i - 1]);
        }

        return line;
    }

    /// <summary>Each spot goes to the middle of those that it is joined to, down and up in turn, until little changes any more.</summary>
    private void Arrange()
    {
        _rows.ForEach(row => Spread(row, _ => 0));
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isDown = sweep % 2 == 0;
            foreach (var row in isDown ? _rows.AsEnumerable() : _rows.AsEnumerable().Reverse())
            {
                var wish = row.ToDictionary(s => s, s => Middle(sweep >= Sweeps - 2 ? [.. s.Above, .. s.Below] : isDown ? s.Above : s.Below, s.X));
                if (sweep < Sweeps - 2)
                {
                    var sorted = row.OrderBy(s => wish[s]).ToList();
                    row.Clear();
                    row.AddRange(sorted);
                }

                Spread(row, s => wish[s]);
            }
        }
    }

    private static double Middle(List<Spot> spots, double otherwise) => spots.Count == 0 ? otherwise : spots.Average(s => s.X);

    /// <summary>Puts a row's spots as near as can be to where each would like to be, without touching.</summary>
    private static void Spread(List<Spot> row, Func<Spot, double> wish)
    {
        var (edge, error) = (double.NegativeInfinity, 0.0);
        foreach (var spot in row)
        {
            var wished = wish(spot);
            spot.X = Math.Max(wished, edge + (spot.Width / 2));
            edge = spot.X + (spot.Width / 2) + GapX;
            error += spot.X - wished;
        }

        row.ForEach(s => s.X -= error / row.Count);
    }

    private void Measure()
    {
        var spots = _rows.SelectMany(r => r).ToList();
        var left = spots.Select(s => s.X - (s.Width / 2)).DefaultIfEmpty(0).Min();
        foreach (var spot in spots)
        {
            spot.X += Margin - left;
            spot.Y = Margin + (RowHeight * (spot.Row + 0.5));
        }

        // Loops of steps that are made again stand out to the right.
        Width = spots.Select(s => s.X + (s.Width / 2)).DefaultIfEmpty(0).Max() + (3 * Margin);
        Height = (2 * Margin) + (RowHeight * _rows.Count);
    }

    private sealed class Spot(int row, double width)
    {
        public int Row => row;

        public double Width => width;

        public double X { get; set; }

        public double Y { get; set; }

        public List<Spot> Above { get; } = [];

        public List<Spot> Below { get; } = [];
    }
}
