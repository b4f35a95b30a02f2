using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>What was rejected, kept for people to look at and to try again.</summary>
internal static class RejectedStatements
{
    /// <summary>So many are kept: an application that logs nonsense all day must not fill the disk with it.</summary>
    public const int MostKept = 10_000;

    /// <summary>Keeps records, under numbers that rise, and lets go of the oldest beyond what is kept.</summary>
    public static void Insert(Statements statements, IReadOnlyList<RejectedRow> rejected)
    {
        if (rejected.Count == 0)
        {
            return;
        }

        var taken = 0;
        statements.Add("UPDATE store_numbers SET value = value + $1 WHERE name = 'rejected'", Parameter.Number(rejected.Count));
        foreach (var rows in Chunks.Of(rejected, SizeOf))
        {
            statements.Add(
                """
                INSERT INTO rejected_records (id, sequence, reason, count, timestamp, message, metadata, error, record, producer, position)
                SELECT (SELECT value FROM store_numbers WHERE name = 'rejected') - $1 + u.place, u.sequence, u.reason, u.count, u.timestamp,
                       u.message, u.metadata, u.error, u.record, u.producer, u.position
                  FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[],
                              $10::bytea[], $11::text[], $12::bigint[])
                    AS u (place, sequence, reason, count, timestamp, message, metadata, error, record, producer, position)
                """,
                Parameter.Number(rejected.Count - taken),
                Parameter.Numbers(Enumerable.Range(1, rows.Count).Select(n => (long)n)),
                Parameter.Numbers(rows.Select(r => r.Sequence)),
                Parameter.Texts(rows.Select(r => r.Reason)),
                Parameter.Numbers(rows.Select(r => r.Count)),
                Parameter.Numbers(rows.Select(r => r.At)),
                Parameter.Texts(rows.Select(r => r.Message)),
                Parameter.Texts(rows.Select(r => r.Metadata)),
                Parameter.Texts(rows.Select(r => r.Error)),
                Parameter.Blobs(rows.Select(r => r.Record)),
                Parameter.Texts(rows.Select(r => r.Producer)),
                Parameter.Numbers(rows.Select(r => r.Position)));
            taken += rows.Count;
        }

        statements.Add(
            "DELETE FROM rejected_records WHERE id <= (SELECT value FROM store_numbers WHERE name = 'rejected') - $1",
            Parameter.Number(MostKept));
    }

    private static long SizeOf(RejectedRow row) =>
        ((row.Message?.Length ?? 0) + (row.Metadata?.Length ?? 0) + (row.Error?.Length ?? 0)) * 3L + (row.Record?.Length ?? 0);
}
