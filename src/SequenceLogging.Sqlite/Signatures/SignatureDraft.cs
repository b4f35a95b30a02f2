using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Signatures;

/// <summary>A signature of steps or errors that was made from a picture of the store, and is not in it yet.</summary>
internal sealed record SignatureDraft(SignatureSource Source, RowRange Rows, SignatureMatrix Matrix, long Epoch)
{
    /// <summary>So many blocks are made in one read transaction, of some 100,000 rows: a fifth of a second.</summary>
    private const int MostBlocks = 8 * SignatureWriter.MostWidth;

    /// <summary>Makes the next one.</summary>
    /// <param name="database">In a read transaction.</param>
    /// <param name="source">Steps or errors.</param>
    /// <param name="due">Behind the last signature so many rows are waited for.</param>
    /// <returns>Null where there is nothing to be signed.</returns>
    public static SignatureDraft? Make(Database database, SignatureSource source, int due)
    {
        var epoch = SignatureTable.ReadEpoch(database);
        foreach (var rows in UnsignedRows.Between(new SignatureTable(database, source).Read()))
        {
            var isEnd = rows.Last == long.MaxValue;
            if ((!isEnd || IsDue(database, source, rows.First, due)) && Make(database, source, rows) is { } made)
            {
                // Between two signatures it stands for the whole gap, so that nobody looks at the rest of it again.
                var last = made.IsWhole && !isEnd ? rows.Last : made.Builder.LastRow;
                return new SignatureDraft(source, rows with { Last = last }, made.Builder.Build(), epoch);
            }
        }

        return null;
    }

    private static bool IsDue(Database database, SignatureSource source, long first, int due)
    {
        using var count = database.Prepare($"SELECT count(*) FROM (SELECT 1 FROM {source.Table()} WHERE id >= ? LIMIT ?)");
        count.Bind(1, first).Bind(2, due);
        return count.Step() && count.Int64(0) >= due;
    }

    private static (SignatureBuilder Builder, bool IsWhole)? Make(Database database, SignatureSource source, RowRange rows)
    {
        var builder = new SignatureBuilder(MostBlocks);
        using var row = database.Prepare(
            $"SELECT id, {source.Sequence()}, {source.Texts()} FROM {source.Table()} WHERE id BETWEEN ? AND ? ORDER BY id");
        row.Bind(1, rows.First).Bind(2, rows.Last);
        while (!builder.IsFull)
        {
            if (!row.Step())
            {
                return builder.IsEmpty ? null : (builder, true);
            }

            builder.Add(row);
        }

        return (builder, false);
    }
}
