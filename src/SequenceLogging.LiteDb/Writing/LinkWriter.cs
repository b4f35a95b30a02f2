using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.LiteDb.Writing;

/// <summary>Adds links, or brings those that are there up to date.</summary>
internal sealed class LinkWriter(Database database, StoreTotals totals)
{
    /// <returns>How many were added.</returns>
    public long Write(IReadOnlyCollection<LinkRow> links)
    {
        var added = 0L;
        foreach (var link in links)
        {
            var key = link.Key;
            var hash = Hash.OfLink(key.Sequence, key.Component, key.EntityType, key.EntityId, key.LinkType);
            var row = database.With(Collections.Links, "link_key", hash).FirstOrDefault();
            if (row is null)
            {
                row = New(key, hash);
                added++;
            }

            row["first_seen"] = Math.Min(row.Int64OrNull("first_seen") ?? link.FirstSeen, link.FirstSeen);
            row["last_seen"] = Math.Max(row.Int64OrNull("last_seen") ?? link.LastSeen, link.LastSeen);
            if (link.Metadata is not null)
            {
                row["metadata"] = link.Metadata;
            }

            database.Put(Collections.Links, row);
        }

        return added;
    }

    private BsonDocument New(LinkKey key, BsonValue hash) => new()
    {
        ["_id"] = totals.Next(Collections.Links),
        ["sequence"] = key.Sequence,
        ["component"] = key.Component,
        ["entity_type"] = key.EntityType,
        ["entity_id"] = key.EntityId,
        ["link_type"] = key.LinkType,
        ["link_key"] = hash,
        ["entity_key"] = Hash.Of(key.Component, key.EntityId),
        ["typed_key"] = Hash.Of(key.Component, key.EntityType, key.EntityId),
    };
}
