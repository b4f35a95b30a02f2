using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Writing;

namespace SequenceLogging.Sqlite.Signatures;

/// <summary>Stores signatures, in the transaction of its caller, which has the turn to write.</summary>
internal sealed class SignatureWriter(Database database)
{
    /// <summary>A signature is at most so many bytes wide: 512 blocks, of some 100,000 rows, are 2 MB.</summary>
    public const int MostWidth = 64;

    /// <summary>So many places are signed in one transaction: up to 8,192 sequences, some milliseconds.</summary>
    private const int MostPlaces = 64;

    private static readonly SignatureSource[] Sources = Enum.GetValues<SignatureSource>();

    /// <summary>Whether there are sequences to be signed, or signatures to be put together; only reads.</summary>
    public static bool HasMore(Database database, int due) =>
        new SignatureWriter(database).ReadPlaces().Count >= PlacesOf(due)
        || Sources.Any(source => FindJoined(new SignatureTable(database, source), source) is not null);

    /// <summary>Stores what was made from an older picture of the store, unless it is worth nothing by now.</summary>
    /// <returns>False where something else happened to these rows in between.</returns>
    public bool Add(SignatureDraft draft)
    {
        var table = new SignatureTable(database, draft.Source);
        if (SignatureTable.ReadEpoch(database) != draft.Epoch
            || table.Read().Any(head => head.First <= draft.Rows.Last && head.Last >= draft.Rows.First))
        {
            return false;
        }

        table.Add(draft.Rows.First, draft.Rows.Last, draft.Matrix);
        return true;
    }

    /// <summary>Signs the beginnings of sequences, where many places wait for that.</summary>
    public bool AddSequences(int due)
    {
        var places = ReadPlaces();
        if (places.Count < PlacesOf(due))
        {
            return false;
        }

        var builder = new SignatureBuilder(int.MaxValue);
        for (var i = 0; i < places.Count; i++)
        {
            if (i > 0 && places[i] != places[i - 1] + 1)
            {
                builder.EndBlock();
            }

            Add(builder, places[i]);
            database.Prepare("DELETE FROM unsigned_places WHERE place = ?").Bind(1, places[i]).Run();
        }

        if (!builder.IsEmpty)
        {
            new SignatureTable(database, SignatureSource.Sequences).Add(
                StepPlaceTable.First(places[0]), StepPlaceTable.Last(places[^1]), builder.Build());
        }

        return true;
    }

    /// <summary>Makes one large signature of several small ones, where there are enough.</summary>
    public bool Join()
    {
        foreach (var source in Sources)
        {
            var table = new SignatureTable(database, source);
            if (FindJoined(table, source) is { } heads)
            {
                table.Join(heads);
                return true;
            }
        }

        return false;
    }

    /// <summary>Removes those of pruned rows, as far as nothing is left of what they stand for.</summary>
    public void RemoveEmpty()
    {
        foreach (var source in Sources)
        {
            // Those in front of the first row; between others there seldom is one.
            database.Prepare(
                    $"""
                    DELETE FROM signatures
                     WHERE source = ?1 AND NOT EXISTS (SELECT 1 FROM {source.Table()} t WHERE t.id BETWEEN signatures.first AND signatures.last)
                    """)
                .Bind(1, (long)source).Run();
        }
    }

    /// <summary>Neighbours that make a signature as large as one may be.</summary>
    private static List<SignatureHead>? FindJoined(SignatureTable table, SignatureSource source)
    {
        var run = new List<SignatureHead>();
        foreach (var head in table.Read())
        {
            var isNeighbour = run.Count == 0 || source is SignatureSource.Sequences || run[^1].Last + 1 == head.First;
            if (!isNeighbour || run.Sum(h => h.Width) + head.Width > MostWidth)
            {
                if (run.Count > 1)
                {
                    return run;
                }

                run.Clear();
            }

            run.Add(head);
        }

        return null;
    }

    private static int PlacesOf(int due) => Math.Clamp(due >> StepPlaceTable.Shift, 1, MostPlaces);

    private List<long> ReadPlaces()
    {
        using var select = database.Prepare("SELECT place FROM unsigned_places ORDER BY place LIMIT ?");
        select.Bind(1, MostPlaces);
        var places = new List<long>();
        while (select.Step())
        {
            places.Add(select.Int64(0));
        }

        return places;
    }

    private void Add(SignatureBuilder builder, long place)
    {
        using var row = database.Prepare(
            $"SELECT id, id, {SignatureSource.Sequences.Texts()} FROM sequences WHERE id BETWEEN ? AND ? ORDER BY id");
        row.Bind(1, StepPlaceTable.First(place)).Bind(2, StepPlaceTable.Last(place));
        while (row.Step())
        {
            builder.Add(row);
        }
    }
}
