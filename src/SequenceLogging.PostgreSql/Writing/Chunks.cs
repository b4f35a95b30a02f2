namespace SequenceLogging.PostgreSql.Writing;

/// <summary>Divides rows so that the arrays of one statement stay far below the server's limit of 1 GB for a value.</summary>
internal static class Chunks
{
    private const int MostRows = 20_000;
    private const long MostBytes = 64L << 20;

    public static IEnumerable<IReadOnlyList<T>> Of<T>(IEnumerable<T> rows, Func<T, long> sizeOf)
    {
        var chunk = new List<T>();
        var bytes = 0L;
        foreach (var row in rows)
        {
            chunk.Add(row);
            bytes += sizeOf(row);
            if (chunk.Count >= MostRows || bytes >= MostBytes)
            {
                yield return chunk;
                chunk = [];
                bytes = 0;
            }
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }
}
