using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Statistics;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>Reads the ways that sequences took: of each step the columns before its texts, and no more.</summary>
internal sealed class PathQuery(Database database)
{
    /// <summary>So many sequences have their steps read together, where not many others lie between them.</summary>
    private const int Neighbours = 2_048;

    private const int MostOthers = 4;

    private static readonly string Steps =
        $"{StepChain.Of("sequence, kind, status, timestamp", "r.id BETWEEN ? AND ?")} SELECT sequence, kind, status, timestamp FROM chain";

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
        var (lowest, highest) = (headers[end - 1].SequenceId.ToInt64(), headers[first].SequenceId.ToInt64());
        var isDense = highest - lowest < (long)(end - first) * MostOthers;
        var places = new List<PathStep>?[isDense ? highest - lowest + 1 : 1];
        for (var i = first; i < end; i++)
        {
            var sequence = headers[i].SequenceId.ToInt64();
            var steps = new List<PathStep>(Math.Clamp(headers[i].StepCount, 0, 1_000));
            paths.Add(new SequencePath(headers[i], steps));
            places[isDense ? sequence - lowest : 0] = steps;
            if (!isDense)
            {
                Read(sequence, sequence, places);
            }
        }

        if (isDense)
        {
            Read(lowest, highest, places);
        }
    }

    private void Read(long lowest, long highest, List<PathStep>?[] places)
    {
        using var row = database.Prepare(Steps);
        row.Bind(1, lowest).Bind(2, highest);
        while (row.Step())
        {
            places[row.Int64(0) - lowest]?.Add(new PathStep(Named(row.Int32(1)), (StepStatus)row.Int32(2), row.Time(3)));
        }

        // They came from the last to the first.
        foreach (var steps in places)
        {
            steps?.Reverse();
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
