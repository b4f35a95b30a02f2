using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Writing;

/// <summary>Removes sequences with everything that belongs to them, in the transaction of its caller.</summary>
internal sealed class SequenceRemoval(Database database, StoreTotals totals, GapWriter gaps)
{
    /// <summary>Counts what belongs to sequences, by collection.</summary>
    public Dictionary<string, long> Count(IEnumerable<BsonDocument> sequences) =>
        Collections.OfSequences.ToDictionary(
            collection => collection,
            collection => sequences.Sum(s => (long)database.With(collection, "sequence", s["_id"]).Count));

    /// <summary>Removes them.</summary>
    /// <param name="sequences">Their documents.</param>
    /// <param name="reason">Why their numbers have no sequence from now on.</param>
    /// <returns>How many documents were removed, by collection, without those of the sequences.</returns>
    public Dictionary<string, long> Run(IReadOnlyList<BsonDocument> sequences, string reason)
    {
        var removed = Collections.OfSequences.ToDictionary(collection => collection, _ => 0L);
        foreach (var sequence in sequences)
        {
            foreach (var collection in Collections.OfSequences)
            {
                var ids = database.With(collection, "sequence", sequence["_id"]).Select(d => d["_id"]).ToList();
                if (ids.Count > 0)
                {
                    database.Delete(collection, ids);
                    removed[collection] += ids.Count;
                }
            }

            var id = SequenceId.FromInt64(sequence.Int64("_id"));
            gaps.Add(new IdGap(id.Year, id.Month, id.Number, id.Number, reason));
            totals.Add(StoreTotals.Sequences((SequenceStatus)sequence.Int32("status")), -1);
        }

        database.Delete(Collections.Sequences, sequences.Select(s => s["_id"]));
        totals.Add(StoreTotals.Links, -removed[Collections.Links]);
        totals.Save(database);
        return removed;
    }

    /// <summary>What is neither a step nor a link.</summary>
    public static long OthersOf(Dictionary<string, long> removed) =>
        removed.Where(r => r.Key is not (Collections.Steps or Collections.Links)).Sum(r => r.Value);
}
