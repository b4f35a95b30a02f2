using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Texts;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>Adds links, and brings those up to date that are there. The transaction has the rows of their sequences.</summary>
internal static class LinkStatements
{
    public static byte[] HashOf(in LinkKey key) => KeyHash.Of(key.Component, key.EntityType, key.EntityId, key.LinkType);

    public static byte[] EntityOf(string component, string entityId) => KeyHash.Of(component, entityId);

    /// <summary>Adds those that are not there; each statement answers with the sequence and hash of those that it added.</summary>
    /// <returns>The number of statements.</returns>
    public static int Insert(Statements statements, IEnumerable<(LinkRow Row, byte[] Hash, int Number)> links)
    {
        var count = 0;
        foreach (var rows in Chunks.Of(links, l => RowSize.Of(l.Row)))
        {
            count++;
            statements.Add(
                """
                INSERT INTO links (sequence, hash, entity, number, component, entity_type, entity_id, link_type, first_seen, last_seen, metadata)
                SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[],
                                     $9::bigint[], $10::bigint[], $11::text[])
                ON CONFLICT (sequence, hash) DO NOTHING
                RETURNING sequence, hash
                """,
                Parameter.Numbers(rows.Select(r => r.Row.Key.Sequence)),
                Parameter.Blobs(rows.Select(r => r.Hash)),
                Parameter.Blobs(rows.Select(r => EntityOf(r.Row.Key.Component, r.Row.Key.EntityId))),
                Parameter.Ints(rows.Select(r => r.Number)),
                Parameter.Texts(rows.Select(r => r.Row.Key.Component)),
                Parameter.Texts(rows.Select(r => r.Row.Key.EntityType)),
                Parameter.Texts(rows.Select(r => r.Row.Key.EntityId)),
                Parameter.Texts(rows.Select(r => r.Row.Key.LinkType)),
                Parameter.Numbers(rows.Select(r => r.Row.FirstSeen)),
                Parameter.Numbers(rows.Select(r => r.Row.LastSeen)),
                Parameter.Texts(rows.Select(r => r.Row.Metadata)));
        }

        return count;
    }

    /// <summary>Brings links up to date that were there before.</summary>
    public static void Update(Statements statements, IEnumerable<(LinkRow Row, byte[] Hash, int Number)> links)
    {
        foreach (var rows in Chunks.Of(links, l => RowSize.Of(l.Row)))
        {
            statements.Add(
                """
                UPDATE links l
                   SET first_seen = least(l.first_seen, u.first_seen), last_seen = greatest(l.last_seen, u.last_seen),
                       metadata = coalesce(u.metadata, l.metadata)
                  FROM unnest($1::bigint[], $2::bytea[], $3::bigint[], $4::bigint[], $5::text[])
                    AS u (sequence, hash, first_seen, last_seen, metadata)
                 WHERE l.sequence = u.sequence AND l.hash = u.hash AND l.sequence = ANY($1)
                """,
                Parameter.Numbers(rows.Select(r => r.Row.Key.Sequence)),
                Parameter.Blobs(rows.Select(r => r.Hash)),
                Parameter.Numbers(rows.Select(r => r.Row.FirstSeen)),
                Parameter.Numbers(rows.Select(r => r.Row.LastSeen)),
                Parameter.Texts(rows.Select(r => r.Row.Metadata)));
        }
    }
}
