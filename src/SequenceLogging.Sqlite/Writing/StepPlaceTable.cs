using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// Notes which kinds of steps there are among neighbouring sequences. What is known to be noted is remembered between batches, until
/// somebody else writes to the file.
/// </summary>
internal sealed class StepPlaceTable(Database database)
{
    /// <summary>So many bits of a sequence's number are not part of its place: 128 neighbours have one.</summary>
    public const int Shift = 7;

    private const int MostRemembered = 100_000;

    private readonly HashSet<(long Place, int Kind)> _known = [];

    /// <summary>Notes that a sequence has a step of a kind.</summary>
    public void Add(int kind, long sequence)
    {
        var place = sequence >> Shift;
        if (!_known.Add((place, kind)))
        {
            return;
        }

        database.Prepare("INSERT INTO step_places (kind, place) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .Bind(1, kind).Bind(2, place).Run();
        if (_known.Count > MostRemembered)
        {
            _known.Clear();
        }
    }

    /// <summary>Notes the places of all steps behind one.</summary>
    public static void AddBehind(Database database, long step) => database.Prepare(
            "INSERT INTO step_places (kind, place) SELECT DISTINCT kind, sequence >> ?1 FROM steps WHERE id > ?2 ON CONFLICT DO NOTHING")
        .Bind(1, Shift).Bind(2, step).Run();

    /// <summary>Removes the places of sequences that were removed, where no other sequence is left.</summary>
    public static void RemoveEmpty(Database database, IEnumerable<SequenceId> removed)
    {
        foreach (var place in removed.Select(id => id.ToInt64() >> Shift).Distinct())
        {
            database.Prepare(
                    """
                    DELETE FROM step_places
                     WHERE place = ?1 AND kind IN (SELECT id FROM step_kinds)
                       AND NOT EXISTS (SELECT 1 FROM sequences WHERE id BETWEEN ?2 AND ?3)
                    """)
                .Bind(1, place).Bind(2, First(place)).Bind(3, Last(place)).Run();
        }
    }

    public void Forget() => _known.Clear();

    /// <summary>The lowest number that a sequence of a place may have.</summary>
    public static long First(long place) => place << Shift;

    /// <summary>The highest one.</summary>
    public static long Last(long place) => ((place + 1) << Shift) - 1;
}
