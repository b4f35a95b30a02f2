using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>The last number issued in each month.</summary>
internal sealed class CounterTable(Database database)
{
    /// <summary>Issues the next id of the UTC month of a time.</summary>
    public SequenceId Issue(DateTimeOffset at)
    {
        var utc = at.ToUniversalTime();
        using var statement = database.Prepare(
            """
            INSERT INTO sequence_counter (year, month, counter) VALUES (?, ?, 1)
            ON CONFLICT (year, month) DO UPDATE SET counter = counter + 1
            RETURNING counter
            """);
        statement.Bind(1, utc.Year).Bind(2, utc.Month).Step();
        return new SequenceId(utc.Year, utc.Month, statement.Int64(0));
    }

    public long Last(int year, int month)
    {
        using var statement = database.Prepare("SELECT counter FROM sequence_counter WHERE year = ? AND month = ?");
        return statement.Bind(1, year).Bind(2, month).Step() ? statement.Int64(0) : 0;
    }

    /// <summary>Makes sure that an id which came from elsewhere is never issued here.</summary>
    public void RaiseTo(SequenceId id) =>
        database.Prepare(
                """
                INSERT INTO sequence_counter (year, month, counter) VALUES (?1, ?2, ?3)
                ON CONFLICT (year, month) DO UPDATE SET counter = max(counter, ?3)
                """)
            .Bind(1, id.Year).Bind(2, id.Month).Bind(3, id.Number).Run();
}
