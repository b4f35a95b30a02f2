using System.Buffers.Binary;
using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Writing;

/// <summary>Adds what a batch counted to the store's statistics; the tallies in use are remembered between batches.</summary>
internal sealed class StatisticsWriter(Database database)
{
    private const int MostRemembered = 20_000;

    private readonly Dictionary<DayCell, Tally> _days = [];
    private readonly Dictionary<StepCell, Tally> _steps = [];
    private readonly Dictionary<TransitionCell, Tally> _transitions = [];

    public void Add(IReadOnlyDictionary<DayCell, Tally> days) =>
        database.Put(Collections.DailyStatistics, [.. days.Select(d => ToDocument(d.Key, Merge(d.Key, d.Value)))]);

    public void Add(StatisticsDelta delta)
    {
        Add(delta.Days);
        database.Put(Collections.StepStatistics, [.. delta.Steps.Select(s => ToDocument(s.Key, Merge(s.Key, s.Value)))]);
        database.Put(Collections.Transitions, [.. delta.Transitions.Select(t => ToDocument(t.Key, Merge(t.Key, t.Value)))]);
    }

    private static BsonDocument ToDocument(DayCell cell, Tally tally) => new()
    {
        ["_id"] = Key(cell.Day, cell.Kind, (int)cell.Status),
        ["day"] = (long)cell.Day,
        ["kind"] = (long)cell.Kind,
        ["status"] = (long)cell.Status,
        ["count"] = tally.Count,
        ["durations"] = tally.Durations.ToArray(),
    };

    private static BsonDocument ToDocument(StepCell cell, Tally tally) => new()
    {
        ["_id"] = Key(cell.Month, cell.Kind, (int)cell.Status),
        ["month"] = (long)cell.Month,
        ["kind"] = (long)cell.Kind,
        ["status"] = (long)cell.Status,
        ["count"] = tally.Count,
        ["durations"] = tally.Durations.ToArray(),
    };

    private static BsonDocument ToDocument(TransitionCell cell, Tally tally) => new()
    {
        ["_id"] = Key(cell.Month, cell.From, cell.To),
        ["month"] = (long)cell.Month,
        ["from_kind"] = (long)cell.From,
        ["to_kind"] = (long)cell.To,
        ["count"] = tally.Count,
        ["durations"] = tally.Durations.ToArray(),
    };

    private static BsonValue Key(int time, int first, int second)
    {
        var key = new byte[3 * sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(key, time);
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(sizeof(int)), first);
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(2 * sizeof(int)), second);
        return new BsonValue(key);
    }

    private Tally Merge(DayCell cell, Tally added) =>
        Merge(_days, cell, added, Collections.DailyStatistics, Key(cell.Day, cell.Kind, (int)cell.Status));

    private Tally Merge(StepCell cell, Tally added) =>
        Merge(_steps, cell, added, Collections.StepStatistics, Key(cell.Month, cell.Kind, (int)cell.Status));

    private Tally Merge(TransitionCell cell, Tally added) =>
        Merge(_transitions, cell, added, Collections.Transitions, Key(cell.Month, cell.From, cell.To));

    private Tally Merge<TCell>(Dictionary<TCell, Tally> known, TCell cell, Tally added, string collection, BsonValue id)
        where TCell : notnull
    {
        if (known.Count > MostRemembered)
        {
            known.Clear();
        }

        if (!known.TryGetValue(cell, out var tally))
        {
            tally = database.ById(collection, id) is { } document
                ? new Tally { Count = document.Int64("count"), Durations = DurationHistogram.Read(document.BytesOrNull("durations")) }
                : new Tally();
            known.Add(cell, tally);
        }

        tally.Add(added);
        return tally;
    }
}
