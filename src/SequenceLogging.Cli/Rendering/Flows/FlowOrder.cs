namespace SequenceLogging.Cli.Rendering.Flows;

/// <summary>
/// The steps of a flow in rows, so that as many journeys as possible go down: a way that would close a circle goes back up, and the
/// rare ones do before the frequent ones.
/// </summary>
internal sealed class FlowOrder
{
    private readonly List<int>[] _down;

    private FlowOrder(int nodes) => _down = [.. Enumerable.Range(0, nodes).Select(_ => new List<int>())];

    /// <summary>The row of each node, from 0.</summary>
    public int[] Rows { get; private set; } = [];

    /// <summary>For each edge, whether it goes back up, or to where it came from.</summary>
    public bool[] GoesBack { get; private set; } = [];

    /// <param name="flow">The flow; its edges the most frequent first.</param>
    public static FlowOrder Of(ShownFlow flow)
    {
        var numbers = flow.Nodes.Select((node, i) => (node.Step, i)).ToDictionary(n => n.Step, n => n.i, StringComparer.Ordinal);
        var order = new FlowOrder(flow.Nodes.Count) { GoesBack = new bool[flow.Edges.Count] };
        for (var e = 0; e < flow.Edges.Count; e++)
        {
            var (from, to) = (numbers[flow.Edges[e].From], numbers[flow.Edges[e].To]);
            order.GoesBack[e] = order.Leads(to, from);
            if (!order.GoesBack[e])
            {
                order._down[from].Add(to);
            }
        }

        order.Rows = order.LongestWays();
        return order;
    }

    private bool Leads(int from, int to)
    {
        var seen = new HashSet<int> { from };
        var open = new Stack<int>(seen);
        while (open.TryPop(out var node))
        {
            if (node == to)
            {
                return true;
            }

            foreach (var next in _down[node].Where(seen.Add))
            {
                open.Push(next);
            }
        }

        return false;
    }

    /// <summary>Each node below all that lead to it.</summary>
    private int[] LongestWays()
    {
        var rows = new int[_down.Length];
        var waiting = new int[_down.Length];
        foreach (var next in _down.SelectMany(d => d))
        {
            waiting[next]++;
        }

        var ready = new Queue<int>(Enumerable.Range(0, _down.Length).Where(n => waiting[n] == 0));
        while (ready.TryDequeue(out var node))
        {
            foreach (var next in _down[node])
            {
                rows[next] = Math.Max(rows[next], rows[node] + 1);
                if (--waiting[next] == 0)
                {
                    ready.Enqueue(next);
                }
            }
        }

        // What nothing leads down to stands right above what it leads to, and not far away at the top.
        foreach (var node in Enumerable.Range(0, _down.Length).Except(_down.SelectMany(d => d)).Where(n => _down[n].Count > 0).ToList())
        {
            rows[node] = _down[node].Min(next => rows[next]) - 1;
        }

        return rows;
    }
}
