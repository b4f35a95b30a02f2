using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>Adds to the totals of one slot; a slot's own value may be below zero, the sum over all is not.</summary>
internal static class TotalStatements
{
    public const string LastActivity = "last_activity";
    public const string Links = "links";
    public const string Bytes = "bytes";

    public static string NameOf(SequenceStatus status) => "sequences_" + status.ToText();

    /// <summary>What a delta says of sequences and links.</summary>
    public static Dictionary<string, long> Of(StatisticsDelta delta, long bytes)
    {
        var totals = Enum.GetValues<SequenceStatus>().ToDictionary(NameOf, delta.SequencesIn);
        totals.Add(Links, delta.NewLinks);
        totals.Add(Bytes, bytes);
        return totals;
    }

    public static void Add(Statements statements, int slot, IReadOnlyDictionary<string, long> totals, long lastActivity = long.MinValue)
    {
        var rows = totals.Where(t => t.Value != 0).OrderBy(t => t.Key, StringComparer.Ordinal).ToArray();
        statements
            .AddIf(
                rows.Length > 0,
                """
                INSERT INTO store_totals AS t (name, slot, value)
                SELECT u.name, $3, u.value FROM unnest($1::text[], $2::bigint[]) AS u (name, value)
                ON CONFLICT (name, slot) DO UPDATE SET value = t.value + excluded.value
                """,
                Parameter.Texts(rows.Select(r => r.Key)), Parameter.Numbers(rows.Select(r => r.Value)), Parameter.Small(slot))
            .AddIf(
                lastActivity != long.MinValue,
                """
                INSERT INTO store_totals AS t (name, slot, value) VALUES ('last_activity', $1, $2)
                ON CONFLICT (name, slot) DO UPDATE SET value = greatest(t.value, excluded.value)
                """,
                Parameter.Small(slot), Parameter.Number(lastActivity));
    }

    public static void Add(Statements statements, int slot, IReadOnlyDictionary<DeliveryKey, long> delivery)
    {
        var rows = delivery.Where(d => d.Value != 0)
            .OrderBy(d => d.Key.Outcome, StringComparer.Ordinal).ThenBy(d => d.Key.Reason, StringComparer.Ordinal).ToArray();
        statements.AddIf(
            rows.Length > 0,
            """
            INSERT INTO delivery_totals AS t (outcome, reason, slot, count)
            SELECT u.outcome, u.reason, $4, u.count FROM unnest($1::text[], $2::text[], $3::bigint[]) AS u (outcome, reason, count)
            ON CONFLICT (outcome, reason, slot) DO UPDATE SET count = t.count + excluded.count
            """,
            Parameter.Texts(rows.Select(r => r.Key.Outcome)), Parameter.Texts(rows.Select(r => r.Key.Reason)),
            Parameter.Numbers(rows.Select(r => r.Value)), Parameter.Small(slot));
    }
}
