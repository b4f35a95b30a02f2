using SequenceLogging.LiteDb.Documents;

namespace SequenceLogging.LiteDb.Opening;

/// <summary>Reads every document of a store: LiteDB has no check of its own.</summary>
internal static class HealthCheck
{
    /// <returns>How many documents there are.</returns>
    /// <exception cref="Storage.SequenceStoreException">One cannot be read.</exception>
    public static long Run(Database database, CancellationToken cancellationToken)
    {
        var documents = 0L;
        foreach (var collection in Collections.All)
        {
            documents += database.All(collection, token: cancellationToken).LongCount();
        }

        return documents;
    }
}
