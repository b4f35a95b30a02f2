using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// A process that had the file open when another one brought it up to date goes on writing steps as its version does: it knows
/// nothing of places and days. Whoever writes next makes up for it, so that no question passes over a step for ever.
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
            StepPlaceTable.AddBehind(database, known);
            SequencePlaceTable.AddBehind(database, known);
            StatisticsTable.CountDays(database, known);
            Note();
        }

        _isLookedFor = true;
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
