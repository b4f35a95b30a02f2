using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.Sqlite.BotDatabase;

/// <summary>The ids in the bot's database, and how far its counters are.</summary>
internal sealed class BotIds
{
    private static readonly Comparer<SequenceId> NewestFirst =
        Comparer<SequenceId>.Create((one, other) => other.CompareTo(one));

    private readonly Dictionary<MonthKey, long> _counters = [];
    private readonly List<SequenceId> _ids = [];

    private BotIds()
    {
    }

    /// <summary>Ids that can be imported, newest first.</summary>
    public IReadOnlyList<SequenceId> Newest => _ids;

    /// <summary>The last number of each month: the bot's counter, or a higher id where there is one.</summary>
    public IReadOnlyList<MonthCounter> Counters =>
        [.. _counters.OrderBy(c => (c.Key.Year, c.Key.Month)).Select(c => new MonthCounter($"{c.Key.Year:D4}-{c.Key.Month:D2}", c.Value))];

    /// <summary>Ids below one, newest first; all where it is null.</summary>
    public IEnumerable<SequenceId> Below(SequenceId? before)
    {
        var at = before is { } end ? _ids.BinarySearch(end, NewestFirst) : ~0;
        return _ids.Skip(at < 0 ? ~at : at + 1);
    }

    /// <param name="database">The bot's file.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="bad">Told of rows that name no id: table, row, reason.</param>
    public static BotIds Read(Database database, BotColumns columns, Action<string, long, string> bad)
    {
        var ids = new BotIds();
        ids.ReadCounters(database, columns, bad);
        ids.ReadSequences(database, bad);
        return ids;
    }

    private void ReadCounters(Database database, BotColumns columns, Action<string, long, string> bad)
    {
        using var row = database.Prepare($"SELECT rowid, {columns.CounterColumns} FROM {BotColumns.Counter}");
        while (row.Step())
        {
            var (year, month, counter) = (row.Int64(1), row.Int64(2), row.Int64(3));
            if (year is < 1 or > 9999 || month is < 1 or > 12 || counter is < 0 or > SequenceId.MaxNumber)
            {
                bad(BotColumns.Counter, row.Int64(0), $"{year}-{month} with the counter {counter} is no month; it was left out");
                continue;
            }

            var key = new MonthKey((int)year, (int)month);
            _counters[key] = Math.Max(_counters.GetValueOrDefault(key), counter);
        }
    }

    private void ReadSequences(Database database, Action<string, long, string> bad)
    {
        using var row = database.Prepare($"SELECT rowid, sequence_id FROM {BotColumns.Sequences}");
        while (row.Step())
        {
            var text = row.Text(1);
            if (!SequenceId.TryParse(text, out var id))
            {
                bad(BotColumns.Sequences, row.Int64(0),
                    $"\"{Excerpt.Of(text)}\" is no sequence id, one is written SEQ-2025-07-00001; it was left out with its steps and links");
            }
            else
            {
                _ids.Add(id);
            }
        }

        _ids.Sort(NewestFirst);
        foreach (var month in _ids.GroupBy(id => new MonthKey(id.Year, id.Month)).ToList())
        {
            // From the lowest up, so that a counter which lags behind its ids is raised by them one after the other.
            foreach (var id in month.Reverse())
            {
                var counter = _counters.GetValueOrDefault(month.Key);
                if (id.Number - counter > BatchPlan.MostAhead)
                {
                    _ids.Remove(id);
                    bad(BotColumns.Sequences, RowOf(database, id),
                        $"{id} is far above {counter}, the last number of its month: the bot made it of its clock when it could not "
                        + "write its counter. It was left out with its steps and links; give it a free number in all tables, and import again");
                }
                else
                {
                    _counters[month.Key] = Math.Max(counter, id.Number);
                }
            }
        }
    }

    private static long RowOf(Database database, SequenceId id)
    {
        using var row = database.Prepare($"SELECT rowid FROM {BotColumns.Sequences} WHERE sequence_id = ?");
        return row.Bind(1, id.ToString()).Step() ? row.Int64(0) : 0;
    }
}
