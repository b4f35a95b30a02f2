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

    /// <summary>A sequence goes on for long when so many steps were stored meanwhile: to read them takes some milliseconds.</summary>
    private const int LongSpan = 10_000;

    private static readonly string Steps =
        $"{StepChain.Of("kind, status, timestamp", "r.id = ?")} SELECT kind, status, timestamp FROM chain";

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

    /// <summary>
    /// Reads the steps of neighbours. They lie near each other, mostly, among few of others: then all of that stretch is read from one
    /// end to the other, which is faster than to look for each step. Those that go on for long are read by themselves.
    /// </summary>
    private void Read(long lowest, long highest, List<PathStep>?[] places)
    {
        var near = new List<PathStep>?[places.Length];
        var spans = ReadSpans(lowest, highest).Where(s => places[s.Sequence - lowest] is not null).ToLookup(s => s.Last - s.First <= LongSpan);
        var (first, last, count) = (long.MaxValue, 0L, 0L);
        foreach (var span in spans[true])
        {
            near[span.Sequence - lowest] = places[span.Sequence - lowest];
            (first, last, count) = (Math.Min(first, span.First), Math.Max(last, span.Last), count + span.Count);
        }

        var isNear = count > 0 && last - first <= (count * MostOthers) + LongSpan;
        if (isNear)
        {
            ReadStretch(first, last, lowest, highest, near);
        }

        foreach (var span in isNear ? spans[false] : spans.SelectMany(s => s))
        {
            GoBack(span.Sequence, places[span.Sequence - lowest]!);
        }
    }

    private List<(long Sequence, long First, long Last, long Count)> ReadSpans(long lowest, long highest)
    {
        using var row = database.Prepare(
            "SELECT id, first_step, last_step, step_count FROM sequences WHERE id BETWEEN ? AND ? AND last_step IS NOT NULL");
        row.Bind(1, lowest).Bind(2, highest);
        var spans = new List<(long, long, long, long)>();
        while (row.Step())
        {
            spans.Add((row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3)));
        }

        return spans;
    }

    private void ReadStretch(long first, long last, long lowest, long highest, List<PathStep>?[] places)
    {
        using var row = database.Prepare(
            "SELECT kind, status, timestamp, sequence FROM steps WHERE id BETWEEN ?1 AND ?2 AND sequence BETWEEN ?3 AND ?4");
        row.Bind(1, first).Bind(2, last).Bind(3, lowest).Bind(4, highest);
        while (row.Step())
        {
            places[row.Int64(3) - lowest]?.Add(Read(row));
        }
    }

    private void GoBack(long sequence, List<PathStep> steps)
    {
        using var row = database.Prepare(Steps);
        row.Bind(1, sequence);
        while (row.Step())
        {
            steps.Add(Read(row));
        }

        steps.Reverse();
    }

    private PathStep Read(Statement row) => new(Named(row.Int32(0)), (StepStatus)row.Int32(1), row.Time(2));

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
