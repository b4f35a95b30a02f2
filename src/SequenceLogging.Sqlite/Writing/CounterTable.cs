using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>The last number issued in each month: what the table says, or the mark beside the store where that is higher.</summary>
internal sealed class CounterTable(Database database, IdMarks marks)
{
    /// <summary>Issues the next id of the UTC month of a time.</summary>
    public SequenceId Issue(DateTimeOffset at)
    {
        var utc = at.ToUniversalTime();
        using var statement = database.Prepare(
            """
            INSERT INTO sequence_counter (year, month, counter) VALUES (?1, ?2, ?3 + 1)
            ON CONFLICT (year, month) DO UPDATE SET counter = max(counter, ?3) + 1
            RETURNING counter
            """);
        statement.Bind(1, utc.Year).Bind(2, utc.Month).Bind(3, marks.Last(utc.Year, utc.Month)).Step();
        var id = new SequenceId(utc.Year, utc.Month, statement.Int64(0));
        marks.Raise(id);
        return id;
    }

    public long Last(int year, int month)
    {
        using var statement = database.Prepare("SELECT counter FROM sequence_counter WHERE year = ? AND month = ?");
        var counter = statement.Bind(1, year).Bind(2, month).Step() ? statement.Int64(0) : 0;
        return Math.Max(counter, marks.Last(year, month));
    }

    /// <summary>Makes sure that an id which came from elsewhere is never issued here.</summary>
    public void RaiseTo(SequenceId id)
    {
        database.Prepare(
                """
                INSERT INTO sequence_counter (year, month, counter) VALUES (?1, ?2, ?3)
                ON CONFLICT (year, month) DO UPDATE SET counter = max(counter, ?3)
                """)
            .Bind(1, id.Year).Bind(2, id.Month).Bind(3, id.Number).Run();
        marks.Raise(id);
    }

    /// <summary>The last id of each month, as the table has it.</summary>
    public IReadOnlyList<SequenceId> ReadAll()
    {
        var counters = new List<SequenceId>();
        using var statement = database.Prepare("SELECT year, month, counter FROM sequence_counter ORDER BY year, month");
        while (statement.Step())
        {
            counters.Add(new SequenceId(statement.Int32(0), statement.Int32(1), statement.Int64(2)));
        }

        return counters;
    }
}
