using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// A process that had the file open when another one brought it up to date goes on writing steps as its version does: it knows
/// nothing of places and days, nor that a step names the one before it. Whoever writes next makes up for it, so that no question passes
/// over a step for ever.
/// </summary>
internal sealed class OlderWriters(Database database)
{
    /// <summary>Up to which step places and days are known, in the store's totals.</summary>
    private const string Known = "known_steps";

    private bool _isLookedFor;

    /// <summary>Call first in a transaction: makes up for the steps that others have written, if somebody else wrote at all.</summary>
    public void MakeUp()
    {
        if (_isLookedFor)
        {
            return;
        }

        if (database.ReadNumber($"SELECT value FROM store_totals WHERE name = '{Known}'") is not { } known)
        {
            Note();
        }
        else if (database.ReadNumber("SELECT max(id) FROM steps") > known)
        {
            Chain(known);
            StepPlaceTable.AddBehind(database, known);
            SequencePlaceTable.AddBehind(database, known);
            StatisticsTable.CountDays(database, known);
            Note();
        }

        _isLookedFor = true;
    }

    /// <summary>Ties the steps behind one to those before them. The last step that a sequence names is still the one before all of these.</summary>
    private void Chain(long known)
    {
        database.Prepare(
                """
                UPDATE steps SET previous = b.previous
                  FROM (SELECT t.id, coalesce(lag(t.id) OVER (PARTITION BY t.sequence ORDER BY t.id), s.last_step) AS previous
                          FROM steps t JOIN sequences s ON s.id = t.sequence
                         WHERE t.id > ?1) b
                 WHERE steps.id = b.id
                """)
            .Bind(1, known).Run();
        database.Prepare(
                """
                UPDATE sequences SET first_step = coalesce(first_step, b.first), last_step = b.last
                  FROM (SELECT sequence, min(id) AS first, max(id) AS last FROM steps WHERE id > ?1 GROUP BY sequence) b
                 WHERE sequences.id = b.sequence
                """)
            .Bind(1, known).Run();
    }

    /// <summary>All steps that are in the file now are known.</summary>
    public void Note() => database.Prepare(
            """
            INSERT INTO store_totals (name, value) VALUES (?1, coalesce((SELECT max(id) FROM steps), 0))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
        .Bind(1, Known).Run();

    /// <summary>Somebody else may have written since.</summary>
    public void Forget() => _isLookedFor = false;
}
