using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Signatures;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Examining;

/// <summary>
/// Whether all that is stored would be found: each row must have its bits in the signature that stands for it. All rows are read and
/// their bits are made again, signature by signature, each in a transaction of its own.
/// </summary>
internal sealed class SignatureFinding(Func<Func<Database, object>, object> ask)
{
    public const string Name = "signatures";

    /// <summary>To look at so many rows without a signature takes half a second.</summary>
    private const long ManyRows = 1_000_000;

    /// <summary>So many places are looked at in one transaction: up to 128,000 sequences.</summary>
    private const int PlacesAtOnce = 1_000;

    /// <summary>Of each place which of its 128 sequences have their bits somewhere.</summary>
    private readonly Dictionary<long, UInt128> _sound = [];

    public StoreFinding Run()
    {
        var wrong = 0L;
        var unsigned = 0L;
        var signatures = 0;
        foreach (var source in Enum.GetValues<SignatureSource>())
        {
            var heads = (List<SignatureHead>)ask(database => new SignatureTable(database, source).Read());
            signatures += heads.Count;
            wrong += heads.Sum(head => (long)ask(database => CountWrong(database, source, head)));
            unsigned += source is SignatureSource.Sequences ? 0 : (long)ask(database => CountUnsigned(database, source));
        }

        wrong += CountWrongSequences();
        return (wrong, unsigned) switch
        {
            (> 0, _) => new StoreFinding(
                Name,
                FindingLevel.Problem,
                FormattableString.Invariant($"{wrong} rows are not in the signature that stands for them: find passes over what they say"),
                "Run DELETE FROM signatures in this file with sqlite3. An application that writes to the store makes them again."),
            (_, >= ManyRows) => new StoreFinding(
                Name,
                FindingLevel.Notice,
                FormattableString.Invariant($"{signatures}, and {unsigned} rows without one: find looks at these one by one"),
                "They are made in the background by an application that has the store open for writing."),
            _ when signatures == 0 => new StoreFinding(
                Name, FindingLevel.Good, FormattableString.Invariant($"none, as long as {unsigned} rows are soon looked through")),
            _ => new StoreFinding(
                Name, FindingLevel.Good, FormattableString.Invariant($"{signatures}, which have all of their rows; {unsigned} rows wait for theirs")),
        };
    }

    private static long CountUnsigned(Database database, SignatureSource source)
    {
        var count = 0L;
        foreach (var rows in UnsignedRows.Between(new SignatureTable(database, source).Read()))
        {
            using var select = database.Prepare($"SELECT count(*) FROM {source.Table()} WHERE id BETWEEN ? AND ?");
            select.Bind(1, rows.First).Bind(2, rows.Last).Step();
            count += select.Int64(0);
        }

        return count;
    }

    /// <summary>Steps or errors that lack a bit; sequences are noted, since another signature may have them.</summary>
    private long CountWrong(Database database, SignatureSource source, SignatureHead head)
    {
        var table = new SignatureTable(database, source);
        if (!table.Read().Contains(head))
        {
            return 0; // put together with others, or removed, since the list was read
        }

        var matrix = table.ReadMatrix(head, new ShortPieces());
        var wrong = 0L;
        var next = head.First;
        for (var block = 0; block < matrix.Blocks.Count; block++)
        {
            var rows = matrix.Blocks[block];
            if (rows.IsNone)
            {
                continue;
            }

            if (source is not SignatureSource.Sequences)
            {
                // Between two blocks there must not be any.
                wrong += Read(database, source, next, rows.FirstRow - 1, (_, _) => false);
                next = rows.LastRow + 1;
            }

            wrong += Read(database, source, rows.FirstRow, rows.LastRow, (row, values) =>
            {
                var has = Has(matrix, block, values);
                if (has && source is SignatureSource.Sequences)
                {
                    var place = row >> StepPlaceTable.Shift;
                    _sound[place] = _sound.GetValueOrDefault(place) | (UInt128.One << (int)(row - StepPlaceTable.First(place)));
                }

                return has || source is SignatureSource.Sequences;
            });
        }

        return wrong + (source is SignatureSource.Sequences ? 0 : Read(database, source, next, head.Last, (_, _) => false));
    }

    private static bool Has(SignatureMatrix matrix, int block, Statement values)
    {
        var bits = new SignatureBits();
        var texts = new SignedTexts(values);
        SignatureBuilder.Add(bits, texts);
        return bits.Positions.All(position => matrix.Has(block, position))
            && matrix.Pieces.HasText(texts.First)
            && matrix.Pieces.HasText(texts.Metadata)
            && matrix.Pieces.HasText(texts.Last);
    }

    /// <summary>The sequences that began with a text, and have neither their bits anywhere nor a note that they are not signed.</summary>
    private long CountWrongSequences()
    {
        var wrong = 0L;
        for (long? after = -1; after is { } last;)
        {
            var (place, more) = ((long?, long))ask(database => CountWrongSequences(database, last));
            wrong += more;
            after = place;
        }

        return wrong;
    }

    private (long? Place, long Wrong) CountWrongSequences(Database database, long lastPlace)
    {
        using var select = database.Prepare(
            """
            SELECT id FROM sequences
             WHERE id BETWEEN ?1 AND ?2 AND (username IS NOT NULL OR metadata IS NOT NULL)
               AND id >> 7 NOT IN (SELECT place FROM unsigned_places)
            """);
        using var first = database.Prepare("SELECT min(id) FROM sequences WHERE id > ?");
        if (!first.Bind(1, StepPlaceTable.Last(lastPlace)).Step() || first.IsNull(0))
        {
            return (null, 0);
        }

        var place = first.Int64(0) >> StepPlaceTable.Shift;
        select.Bind(1, StepPlaceTable.First(place)).Bind(2, StepPlaceTable.Last(place + PlacesAtOnce - 1));
        var wrong = 0L;
        while (select.Step())
        {
            var id = select.Int64(0);
            var of = id >> StepPlaceTable.Shift;
            wrong += (_sound.GetValueOrDefault(of) >> (int)(id - StepPlaceTable.First(of)) & 1) == 0 ? 1 : 0;
        }

        return (place + PlacesAtOnce - 1, wrong);
    }

    /// <summary>Counts the rows that something does not hold of.</summary>
    private static long Read(Database database, SignatureSource source, long first, long last, Func<long, Statement, bool> holds)
    {
        using var row = database.Prepare(
            $"SELECT id, {source.Sequence()}, {source.Texts()} FROM {source.Table()} WHERE id BETWEEN ? AND ? ORDER BY id");
        row.Bind(1, first).Bind(2, last);
        var wrong = 0L;
        while (row.Step())
        {
            wrong += holds(row.Int64(0), row) ? 0 : 1;
        }

        return wrong;
    }
}
