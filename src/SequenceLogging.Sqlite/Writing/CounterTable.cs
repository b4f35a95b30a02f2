using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// The last number issued in each month: what the table says, or the mark beside the store where that is higher. Numbers that
/// are passed over get their gap in the same transaction.
/// </summary>
internal sealed class CounterTable(Database database, IdMarks marks, IdGapTable gaps)
{
    // What this transaction has read or written.
    private readonly Dictionary<(int Year, int Month), Counter> _counters = [];

    /// <summary>The last id of each month, as the table of a store has it.</summary>
    public static IReadOnlyList<IdMark> ReadAll(Database database)
    {
        var counters = new List<IdMark>();
        using var statement = database.Prepare(
            "SELECT year, month, counter FROM sequence_counter ORDER BY year, month");
        while (statement.Step())
        {
            counters.Add(new IdMark(statement.Int32(0), statement.Int32(1), statement.Int64(2)));
        }

        return counters;
    }

    /// <summary>Call first in every transaction.</summary>
    public void Begin() => _counters.Clear();

    /// <summary>Issues the next id of the UTC month of a time.</summary>
    public SequenceId Issue(DateTimeOffset at) => Take(at, 1).Last;

    /// <summary>Takes the next numbers of the UTC month of a time, which are a gap until their sequences come.</summary>
    public IdBlock Lease(DateTimeOffset at, int count)
    {
        var (first, last) = Take(at, count);
        gaps.Add(new IdGap(first.Year, first.Month, first.Number, last.Number, IdGap.Leased));
        return new IdBlock(first.Year, first.Month, first.Number, last.Number);
    }

    /// <summary>
    /// Gives numbers back, where nobody has taken one since, as far as none of them was used. The mark follows when this has
    /// committed; if it does not come to that, it passes them over.
    /// </summary>
    /// <returns>Whether some of them are issued again.</returns>
    public bool Return(IdBlock rest)
    {
        var (year, month) = (rest.Year, rest.Month);
        if (rest.Count == 0 || Find(year, month) != new Counter(rest.Last, rest.Last))
        {
            return false;
        }

        // A number that somebody has seen is spent, even where its sequence is gone.
        var spent = Math.Max(LastUsed(year, month, rest.Last), gaps.LastSpent(year, month));
        var last = Math.Max(rest.First - 1, spent);
        gaps.CutLeases(year, month, last);
        Save(year, month, last);
        marks.Lower(new IdMark(year, month, last));
        return last < rest.Last;
    }

    public long Last(int year, int month) => Find(year, month).Last;

    /// <summary>Makes sure that an id which came from elsewhere is never issued here.</summary>
    public void RaiseTo(SequenceId id)
    {
        var known = Find(id.Year, id.Month).Stored;
        if (id.Number > known)
        {
            Skip(id.Year, id.Month, known, id.Number - 1);
            Save(id.Year, id.Month, id.Number);
            marks.Raise(new IdMark(id.Year, id.Month, id.Number));
        }
    }

    private (SequenceId First, SequenceId Last) Take(DateTimeOffset at, int count)
    {
        var utc = at.ToUniversalTime();
        var known = Find(utc.Year, utc.Month);
        var first = new SequenceId(utc.Year, utc.Month, known.Last + 1);
        var last = new SequenceId(utc.Year, utc.Month, known.Last + count);
        Skip(utc.Year, utc.Month, known.Stored, known.Last);
        Save(utc.Year, utc.Month, last.Number);
        marks.Raise(new IdMark(utc.Year, utc.Month, last.Number));
        return (first, last);
    }

    private void Skip(int year, int month, long known, long last)
    {
        if (last > known)
        {
            gaps.Add(new IdGap(year, month, known + 1, last, IdGap.Skipped));
        }
    }

    private Counter Find(int year, int month)
    {
        if (!_counters.TryGetValue((year, month), out var counter))
        {
            using var select = database.Prepare("SELECT counter FROM sequence_counter WHERE year = ? AND month = ?");
            var stored = select.Bind(1, year).Bind(2, month).Step() ? select.Int64(0) : 0;
            counter = new Counter(stored, Math.Max(stored, marks.Last(year, month, stored)));
            _counters.Add((year, month), counter);
        }

        return counter;
    }

    private void Save(int year, int month, long number)
    {
        database.Prepare(
                """
                INSERT INTO sequence_counter (year, month, counter) VALUES (?1, ?2, ?3)
                ON CONFLICT (year, month) DO UPDATE SET counter = ?3
                """)
            .Bind(1, year).Bind(2, month).Bind(3, number).Run();

        // A mark stays above it until somebody passes it.
        var last = _counters[(year, month)].Last;
        var isReturn = number < _counters[(year, month)].Stored;
        _counters[(year, month)] = new Counter(number, isReturn ? number : Math.Max(number, last));
    }

    private long LastUsed(int year, int month, long below)
    {
        using var select = database.Prepare("SELECT id FROM sequences WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1");
        select.Bind(1, new SequenceId(year, month, 1).ToInt64()).Bind(2, new SequenceId(year, month, below).ToInt64());
        return select.Step() ? SequenceId.FromInt64(select.Int64(0)).Number : 0;
    }

    /// <param name="Stored">What the table says.</param>
    /// <param name="Last">The same, or the mark where that is higher.</param>
    private readonly record struct Counter(long Stored, long Last);
}
