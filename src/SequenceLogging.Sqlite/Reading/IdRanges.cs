using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>Numbers of sequences from the first to the last.</summary>
internal readonly record struct IdRange(long First, long Last);

/// <summary>
/// The stretches of numbers outside of which no sequence fits a query, newest first: what a time rules out, and what has no step of a
/// kind, is not looked at.
/// </summary>
internal sealed class IdRanges(Database database, SequenceQuery query)
{
    private const int MonthShift = 40;

    private readonly long _from = query.CreatedFrom is { } from ? RecordTime.ToMicroseconds(from) : long.MinValue;
    private readonly long _before = query.CreatedBefore is { } before ? RecordTime.ToMicroseconds(before) : long.MaxValue;
    private readonly long _last = query.Before is { } before ? before.ToInt64() - 1 : long.MaxValue;

    /// <param name="kinds">The kinds of steps of which one is asked for; null for any.</param>
    public IEnumerable<IdRange> NewestFirst(IReadOnlyCollection<int>? kinds)
    {
        foreach (var range in query is { CreatedFrom: null, CreatedBefore: null } ? [new IdRange(1, _last)] : OfTime())
        {
            var places = (kinds, query.Language) switch
            {
                (null, null) => null,
                (null, { } language) => PlacesOf(language, range),
                (_, null) => PlacesOf(kinds, range),
                (_, { } language) => PlacesOf(kinds, range).Where(place => Has(language, place)),
            };
            if (places is null)
            {
                yield return range;
                continue;
            }

            foreach (var place in places)
            {
                yield return new IdRange(
                    Math.Max(range.First, StepPlaceTable.First(place)), Math.Min(range.Last, StepPlaceTable.Last(place)));
            }
        }
    }

    /// <summary>Month by month, as far as its sequences began in the time that is asked for.</summary>
    private IEnumerable<IdRange> OfTime()
    {
        for (var id = _last; Number("SELECT max(id) FROM sequences WHERE id <= ?", id) is { } newest;)
        {
            var month = newest >> MonthShift;
            if (OfMonth(month) is { } range)
            {
                yield return range with { Last = Math.Min(range.Last, _last) };
            }

            id = (month << MonthShift) - 1;
        }
    }

    private IdRange? OfMonth(long month)
    {
        var (first, last) = (
            Number("SELECT min(created_at) FROM sequences WHERE id >> 40 = ?", month),
            Number("SELECT max(created_at) FROM sequences WHERE id >> 40 = ?", month));
        if (first >= _before || last < _from)
        {
            return null;
        }

        if (first >= _from && last < _before)
        {
            return new IdRange(month << MonthShift, ((month + 1) << MonthShift) - 1);
        }

        // Part of the month: the index tells the numbers without a look at the sequences.
        using var ends = database.Prepare(
            "SELECT min(id), max(id) FROM sequences WHERE id >> 40 = ? AND created_at >= ? AND created_at < ?");
        ends.Bind(1, month).Bind(2, _from).Bind(3, _before);
        return ends.Step() && !ends.IsNull(0) ? new IdRange(ends.Int64(0), ends.Int64(1)) : null;
    }

    /// <summary>The places with a step of any of the kinds, newest first, each once.</summary>
    private IEnumerable<long> PlacesOf(IReadOnlyCollection<int> kinds, IdRange range)
    {
        var first = range.First >> StepPlaceTable.Shift;
        var next = new PriorityQueue<int, long>();
        foreach (var kind in kinds)
        {
            Look(kind, range.Last >> StepPlaceTable.Shift);
        }

        var last = long.MaxValue;
        while (next.TryDequeue(out var kind, out var negative))
        {
            var place = -negative;
            if (place < last)
            {
                yield return last = place;
            }

            Look(kind, place - 1);
        }

        void Look(int kind, long upTo)
        {
            using var select = database.Prepare("SELECT max(place) FROM step_places WHERE kind = ? AND place BETWEEN ? AND ?");
            if (select.Bind(1, kind).Bind(2, first).Bind(3, upTo).Step() && !select.IsNull(0))
            {
                next.Enqueue(kind, -select.Int64(0));
            }
        }
    }

    /// <summary>The places with a sequence of a language, newest first.</summary>
    private IEnumerable<long> PlacesOf(string language, IdRange range)
    {
        for (var place = NewestPlace(language, range.First, range.Last); place is { } found;
            place = NewestPlace(language, range.First, StepPlaceTable.First(found) - 1))
        {
            yield return found;
        }
    }

    private bool Has(string language, long place) =>
        NewestPlace(language, StepPlaceTable.First(place), StepPlaceTable.Last(place)) is not null;

    private long? NewestPlace(string language, long first, long last)
    {
        using var select = database.Prepare("SELECT max(place) FROM language_places WHERE language = ? AND place BETWEEN ? AND ?");
        select.Bind(1, language).Bind(2, first >> StepPlaceTable.Shift).Bind(3, last >> StepPlaceTable.Shift);
        return select.Step() ? select.Int64OrNull(0) : null;
    }

    private long? Number(string sql, long value)
    {
        using var select = database.Prepare(sql);
        return select.Bind(1, value).Step() ? select.Int64OrNull(0) : null;
    }
}
