using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Writing;

/// <summary>Removes the next few sequences that are over and done with.</summary>
internal sealed class SequencePruning(Database database, SequenceRemoval removal, StoreKnowledge knowledge)
{
    public Pruning Run(PruneQuery query, CancellationToken token)
    {
        var looked = database.Range(
            Collections.Sequences, BsonExpression.Create("_id > @0", query.After?.ToInt64() ?? 0), limit: query.Limit, token: token)
            .ToList();
        var next = looked.Count < query.Limit ? default(SequenceId?) : SequenceId.FromInt64(looked[^1].Int64("_id"));
        var fitting = looked.Where(s => query.Fits((SequenceStatus)s.Int32("status"), s.Int64("updated_at"))).ToList();
        if (fitting.Count == 0)
        {
            return new Pruning(0, 0, 0, 0, next);
        }

        var removed = query.IsDryRun ? removal.Count(fitting) : Remove(fitting);
        return new Pruning(
            fitting.Count, removed[Collections.Steps], removed[Collections.Links], SequenceRemoval.OthersOf(removed), next);
    }

    private Dictionary<string, long> Remove(List<BsonDocument> sequences)
    {
        Dictionary<string, long> removed = [];
        knowledge.Forget();
        database.Transact(() => removed = removal.Run(sequences, IdGap.Pruned));
        return removed;
    }
}
