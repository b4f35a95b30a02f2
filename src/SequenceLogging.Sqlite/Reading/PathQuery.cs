using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Statistics;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>Reads the ways that sequences took: of each step the columns before its texts, and no more.</summary>
internal sealed class PathQuery(Database database)
{
    /// <summary>So many sequences have their steps read together, where not many others lie between them.</summary>
    private const int Neighbours = 256;

    private const int MostOthers = 4;

    private readonly Dictionary<int, NamedStep> _kinds = [];

    public static IReadOnlyList<SequencePath> Run(Database database, SequenceQuery query)
    {
        var headers = HeaderQuery.Run(database, query);
        var paths = new List<SequencePath>(headers.Count);
        var reader = new PathQuery(database);
        for (var first = 0; first < headers.Count; first += Neighbours)
        {
            reader.Add(paths, headers, first, Math.Min(headers.Count, first + Neighbours));
        }

        return paths;
    }

    private void Add(List<SequencePath> paths, IReadOnlyList<SequenceHeader> headers, int first, int end)
    {
        var added = new Dictionary<long, List<PathStep>>();
        for (var i = first; i < end; i++)
        {
            var steps = new List<PathStep>(Math.Clamp(headers[i].StepCount, 0, 1_000));
            added.Add(headers[i].SequenceId.ToInt64(), steps);
            paths.Add(new SequencePath(headers[i], steps));
        }

        var (lowest, highest) = (headers[end - 1].SequenceId.ToInt64(), headers[first].SequenceId.ToInt64());
        if (highest - lowest < (long)(end - first) * MostOthers)
        {
            Read(lowest, highest, added);
            return;
        }

        foreach (var sequence in added.Keys)
        {
            Read(sequence, sequence, added);
        }
    }

    private void Read(long lowest, long highest, Dictionary<long, List<PathStep>> added)
    {
        using var row = database.Prepare(
            "SELECT sequence, kind, status, timestamp FROM steps WHERE sequence BETWEEN ? AND ? ORDER BY sequence, step_order");
        row.Bind(1, lowest).Bind(2, highest);
        var (last, steps) = (0L, default(List<PathStep>));
        while (row.Step())
        {
            var sequence = row.Int64(0);
            if (sequence != last)
            {
                steps = added.GetValueOrDefault(sequence);
                last = sequence;
            }

            steps?.Add(new PathStep(Named(row.Int32(1)), (StepStatus)row.Int32(2), row.Time(3)));
        }
    }

    private NamedStep Named(int kind)
    {
        if (!_kinds.TryGetValue(kind, out var step))
        {
            using var row = database.Prepare("SELECT component, step_name FROM step_kinds WHERE id = ?");
            step = row.Bind(1, kind).Step() ? new NamedStep(row.Text(0).NullWhenEmpty(), row.Text(1)) : new NamedStep(null, "");
            _kinds.Add(kind, step);
        }

        return step;
    }
}
