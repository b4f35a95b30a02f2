using System.Diagnostics;
using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Signatures;
using SequenceLogging.Sqlite.Writing;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>
/// Finds sequences by what their rows say: looks at the rows whose signature does not rule that out, and at those without a
/// signature, in the order in which they lie in the file; each sequence of one that says it is looked at as a whole.
/// </summary>
/// <param name="database">In a read transaction, which is given up and begun anew now and then, so that the WAL can be emptied.</param>
/// <param name="query">With a text or a property.</param>
/// <param name="lowest">No sequence below this number fits.</param>
/// <param name="highest">None above this one.</param>
internal sealed class SignedSearch(Database database, SequenceQuery query, long lowest, long highest)
{
    /// <summary>So many ids of rows without a signature are looked at at a time.</summary>
    private const int RowsAtOnce = 20_000;

    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMilliseconds(100);

    // The conditions are those of HeaderQuery.
    private const string SaysText = "(instr(lower(a), lower(?3)) OR instr(lower(b), lower(?3)) OR instr(lower(c), lower(?3)))";

    private const string SaysProperty = "(instr(b, ?3) AND instr(b, ?4) OR instr(b, '\\'))";

    private readonly PriorityQueue<Stretch, long> _stretches = new();
    private readonly SortedList<long, SequenceHeader> _found = [];
    private readonly HashSet<long> _seen = [];
    private bool _isByProperty;

    /// <summary>About how many rows may have to be looked at.</summary>
    public long Rows { get; private set; }

    /// <summary>How many of them have no signature.</summary>
    public long UnsignedRows { get; private set; }

    /// <summary>Sees where to look.</summary>
    public void Prepare()
    {
        Prepare(byProperty: query.Text is null);
        if (query is { Text: not null, Property: not null })
        {
            // Both must fit, and one of them is enough to look at: the one that fewer rows may say.
            var other = new SignedSearch(database, query, lowest, highest);
            other.Prepare(byProperty: true);
            if (other.Rows < Rows)
            {
                _stretches.Clear();
                (Rows, UnsignedRows) = (0, 0);
                Prepare(byProperty: true);
            }
        }
    }

    /// <summary>The newest sequences that fit.</summary>
    /// <param name="look">The sequence of a number, if all of the query fits it.</param>
    public IReadOnlyList<SequenceHeader> Run(Func<long, SequenceHeader?> look)
    {
        var start = Stopwatch.GetTimestamp();
        while (_stretches.TryDequeue(out var stretch, out _) && !IsEnough(stretch.Highest))
        {
            foreach (var sequence in Read(Piece(stretch)))
            {
                if (!IsEnough(sequence) && _seen.Add(sequence) && look(sequence) is { } header)
                {
                    Add(sequence, header);
                }
            }

            if (Stopwatch.GetElapsedTime(start) > LongestTransaction)
            {
                database.Execute("COMMIT");
                database.Execute("BEGIN");
                start = Stopwatch.GetTimestamp();
            }
        }

        return [.. _found.Values.Reverse()];
    }

    /// <summary>Whether nothing up to a number can be among the newest any more.</summary>
    private bool IsEnough(long sequence) => _found.Count == query.Limit && _found.GetKeyAtIndex(0) >= sequence;

    private void Add(long sequence, SequenceHeader header)
    {
        _found.Add(sequence, header);
        if (_found.Count > query.Limit)
        {
            _found.RemoveAt(0);
        }
    }

    private void Prepare(bool byProperty)
    {
        _isByProperty = byProperty;
        var bits = byProperty ? SignatureBits.OfProperty(query.Property!.Name, query.Property.Value) : SignatureBits.OfText(query.Text!);
        var shortText = byProperty ? null : ShortText.Of(query.Text!);
        foreach (var source in Enum.GetValues<SignatureSource>())
        {
            var table = new SignatureTable(database, source);
            var signatures = table.Read();
            var signed = shortText is { } text ? signatures.Where(signature => table.MayHave(signature, text)) : signatures;
            foreach (var block in signed.SelectMany(signature => table.BlocksWith(signature, bits)))
            {
                if (block.HighestSequence >= lowest && block.LowestSequence <= highest)
                {
                    Rows += block.LastRow - block.FirstRow + 1;
                    Add(new Stretch(source, block.FirstRow, block.LastRow, block.HighestSequence));
                }
            }

            if (source is SignatureSource.Sequences)
            {
                AddUnsignedPlaces();
            }
            else
            {
                AddUnsigned(source, signatures);
            }
        }

        Rows += UnsignedRows;
    }

    private void Add(Stretch stretch) => _stretches.Enqueue(stretch, -stretch.Highest);

    private void AddUnsigned(SignatureSource source, List<SignatureHead> signatures)
    {
        foreach (var rows in Signatures.UnsignedRows.Between(signatures))
        {
            var (first, last) = (Edge("min", source, rows), Edge("max", source, rows));
            if (first is { } lowestRow && last is { } highestRow)
            {
                UnsignedRows += highestRow - lowestRow + 1;
                Add(new Stretch(source, lowestRow, highestRow, long.MaxValue));
            }
        }
    }

    private void AddUnsignedPlaces()
    {
        using var select = database.Prepare("SELECT place FROM unsigned_places WHERE place BETWEEN ? AND ?");
        select.Bind(1, lowest >> StepPlaceTable.Shift).Bind(2, highest >> StepPlaceTable.Shift);
        while (select.Step())
        {
            var (first, last) = (StepPlaceTable.First(select.Int64(0)), StepPlaceTable.Last(select.Int64(0)));
            UnsignedRows += last - first + 1;
            Add(new Stretch(SignatureSource.Sequences, first, last, last));
        }
    }

    /// <summary>The last rows of a stretch that is long; the others wait for their turn.</summary>
    private Stretch Piece(Stretch stretch)
    {
        if (stretch.Last - stretch.First < RowsAtOnce)
        {
            return stretch;
        }

        var piece = stretch with { First = stretch.Last - RowsAtOnce + 1 };
        if (Edge("max", stretch.Source, new RowRange(stretch.First, piece.First - 1)) is { } last)
        {
            Add(stretch with { Last = last });
        }

        return piece;
    }

    private long? Edge(string which, SignatureSource source, RowRange rows)
    {
        using var select = database.Prepare($"SELECT {which}(id) FROM {source.Table()} WHERE id BETWEEN ? AND ?");
        select.Bind(1, rows.First).Bind(2, rows.Last);
        return select.Step() ? select.Int64OrNull(0) : null;
    }

    /// <summary>The sequences of the rows that say it.</summary>
    private List<long> Read(Stretch stretch)
    {
        var texts = stretch.Source.Texts().Split(", ");
        var says = (_isByProperty ? SaysProperty : SaysText)
            .Replace("(a)", $"({texts[0]})", StringComparison.Ordinal)
            .Replace("(b)", $"({texts[1]})", StringComparison.Ordinal)
            .Replace("(b,", $"({texts[1]},", StringComparison.Ordinal)
            .Replace("(c)", $"({texts[2]})", StringComparison.Ordinal);
        var sequence = stretch.Source.Sequence();
        using var row = database.Prepare(
            $"""
             SELECT {sequence}, {(_isByProperty ? texts[1] : "NULL")} FROM {stretch.Source.Table()}
              WHERE id BETWEEN ?1 AND ?2 AND {says} AND +{sequence} BETWEEN ?5 AND ?6
             """);
        row.Bind(1, stretch.First).Bind(2, stretch.Last).Bind(5, lowest).Bind(6, highest);
        row.Bind(3, _isByProperty ? query.Property!.Value : query.Text).Bind(4, query.Property?.Name);
        var sequences = new List<long>();
        while (row.Step())
        {
            if (!_isByProperty || query.Property!.Fits(row.TextOrNull(1)))
            {
                sequences.Add(row.Int64(0));
            }
        }

        return sequences;
    }

    /// <summary>Rows to look at, with the highest number that their sequences may have.</summary>
    private readonly record struct Stretch(SignatureSource Source, long First, long Last, long Highest);
}
