namespace SequenceLogging.PostgreSql.Writing;

/// <summary>
/// Which of the rows of a total somebody adds to: what counts for all nodes is the sum of several rows, so that nodes seldom wait
/// for one another. Those who issue ids have slots of their own, since an id is not to wait for a batch.
/// </summary>
internal static class Slots
{
    private const int Count = 16;

    /// <summary>The slot of a stream of records.</summary>
    public static int OfProducer(string producer)
    {
        // Not GetHashCode, which differs from process to process: one stream always adds to the same rows.
        var hash = 2166136261u;
        foreach (var c in producer)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (int)(hash % Count);
    }

    /// <summary>A slot for issuing ids.</summary>
    public static int OfNode() => Count + Random.Shared.Next(Count);
}
