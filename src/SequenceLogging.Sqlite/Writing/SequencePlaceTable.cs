using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// Notes which languages there are among neighbouring sequences, and which neighbours began with a text that is not signed. What is
/// known to be noted is remembered between batches, until somebody else writes to the file.
/// </summary>
internal sealed class SequencePlaceTable(Database database)
{
    private const int MostRemembered = 100_000;

    private readonly HashSet<(long Place, string? Language)> _known = [];

    /// <summary>Notes how a sequence began.</summary>
    public void Add(long sequence, string? language, bool hasText)
    {
        var place = sequence >> StepPlaceTable.Shift;
        if (language is not null && _known.Add((place, language)))
        {
            database.Prepare("INSERT INTO language_places (language, place) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .Bind(1, language).Bind(2, place).Run();
        }

        if (hasText && _known.Add((place, null)))
        {
            database.Prepare("INSERT INTO unsigned_places (place) VALUES (?) ON CONFLICT DO NOTHING").Bind(1, place).Run();
        }

        if (_known.Count > MostRemembered)
        {
            _known.Clear();
        }
    }

    /// <summary>Notes the places of the sequences of all steps behind one, whoever made them.</summary>
    public static void AddBehind(Database database, long step)
    {
        database.Prepare(
                "INSERT INTO unsigned_places (place) SELECT DISTINCT sequence >> ?1 FROM steps WHERE id > ?2 ON CONFLICT DO NOTHING")
            .Bind(1, StepPlaceTable.Shift).Bind(2, step).Run();
        database.Prepare(
                """
                INSERT INTO language_places (language, place)
                SELECT DISTINCT s.language, s.id >> ?1 FROM steps t JOIN sequences s ON s.id = t.sequence
                 WHERE t.id > ?2 AND s.language IS NOT NULL
                    ON CONFLICT DO NOTHING
                """)
            .Bind(1, StepPlaceTable.Shift).Bind(2, step).Run();
    }

    /// <summary>Removes what was noted of sequences that were removed, where it holds of no other one.</summary>
    public static void RemoveEmpty(Database database, IEnumerable<SequenceId> removed)
    {
        var languages = ReadLanguages(database);
        foreach (var place in removed.Select(id => id.ToInt64() >> StepPlaceTable.Shift).Distinct())
        {
            foreach (var language in languages)
            {
                database.Prepare(
                        """
                        DELETE FROM language_places
                         WHERE language = ?1 AND place = ?2
                           AND NOT EXISTS (SELECT 1 FROM sequences s WHERE s.id BETWEEN ?3 AND ?4 AND s.language = ?1)
                        """)
                    .Bind(1, language).Bind(2, place).Bind(3, StepPlaceTable.First(place)).Bind(4, StepPlaceTable.Last(place)).Run();
            }

            database.Prepare("DELETE FROM unsigned_places WHERE place = ?1 AND NOT EXISTS (SELECT 1 FROM sequences WHERE id BETWEEN ?2 AND ?3)")
                .Bind(1, place).Bind(2, StepPlaceTable.First(place)).Bind(3, StepPlaceTable.Last(place)).Run();
        }
    }

    public void Forget() => _known.Clear();

    /// <summary>From one to the next by the index, not by a walk over all places.</summary>
    private static List<string> ReadLanguages(Database database)
    {
        var languages = new List<string>();
        for (var next = database.ReadText("SELECT min(language) FROM language_places"); next is not null;)
        {
            languages.Add(next);
            using var select = database.Prepare("SELECT min(language) FROM language_places WHERE language > ?");
            next = select.Bind(1, next).Step() ? select.TextOrNull(0) : null;
        }

        return languages;
    }
}
