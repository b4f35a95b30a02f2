namespace SequenceLogging.Sqlite.Signatures;

/// <summary>Rows from the first to the last id.</summary>
internal readonly record struct RowRange(long First, long Last);

/// <summary>The rows of a table that no signature stands for, where signatures stand for all rows between two ids.</summary>
internal static class UnsignedRows
{
    /// <summary>The ranges of ids between signatures, which come in the order of their rows, and that behind the last one.</summary>
    public static IEnumerable<RowRange> Between(IEnumerable<SignatureHead> signatures)
    {
        var next = long.MinValue;
        foreach (var signature in signatures)
        {
            if (signature.First > next)
            {
                yield return new RowRange(next, signature.First - 1);
            }

            next = Math.Max(next, signature.Last + 1);
        }

        yield return new RowRange(next, long.MaxValue);
    }
}
