using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.LiteDb.Opening;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.LiteDb.Writing;

/// <summary>
/// Writes to an open file: works out what is to be written before the transaction begins, so that nothing but the disk can
/// stop it then.
/// </summary>
internal sealed class StoreWriter
{
    private static readonly IReadOnlyDictionary<long, string> None = new Dictionary<long, string>();

    private readonly Database _database;
    private readonly LastIds _lastIds;
    private readonly StoreKnowledge _knowledge;
    private readonly StoreTotals _totals;
    private readonly GapWriter _gaps;
    private readonly PlanWriter _plans;
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);

    public StoreWriter(Database database, LastIds lastIds)
    {
        _database = database;
        _lastIds = lastIds;
        _knowledge = new StoreKnowledge(database);
        _totals = new StoreTotals(database);
        _gaps = new GapWriter(database);
        _plans = new PlanWriter(database, _knowledge, _totals, new StatisticsWriter(database), _gaps);
        GoOnAboveLastIds();
    }

    public SequenceId Create(NewSequence sequence)
    {
        var plan = Begin(new BatchReferences());
        var id = plan.Create(sequence);
        Save(plan);
        return id;
    }

    public SequenceId FindOpenOrCreate(UserId user, NewSequence sequence)
    {
        var plan = Begin(new BatchReferences());
        return plan.FindOpen(user) ?? Create(sequence);
    }

    public AppendResult Append(RecordBatch batch)
    {
        var written = PositionOf(batch.Producer);
        var before = written > 0 ? RejectedOf(batch.Producer, written) : None;
        var plan = Begin(BatchReferences.Of(batch, written));
        var result = Plan(() => plan.Apply(batch, written, before));

        // What was written by an earlier try is on the disk: after one that failed, the file was read anew.
        if (batch.LastPosition > written)
        {
            Save(plan, () => _database.Put(
                Collections.Positions,
                new BsonDocument
                {
                    ["_id"] = Hash.Of(batch.Producer), ["producer"] = batch.Producer, ["position"] = batch.LastPosition,
                }));
            _positions[batch.Producer] = batch.LastPosition;
        }

        return result;
    }

    public RecordOutcome? Retry(long id)
    {
        if (_database.ById(Collections.Rejected, id) is not { } rejected || rejected.BytesOrNull("record") is not { } record)
        {
            return null;
        }

        var references = new BatchReferences();
        references.Add(BatchPlan.Read(record));
        var plan = Begin(references);
        var outcome = Plan(() => plan.Retry(id, rejected.Text("reason"), record));
        Save(plan, () => _database.Delete(Collections.Rejected, [id]));
        return outcome;
    }

    public IdBlock Lease(DateTimeOffset at, int count)
    {
        var month = new MonthKey(at.UtcDateTime.Year, at.UtcDateTime.Month);
        var last = _knowledge.LastNumber(month.Year, month.Month);
        var block = new IdBlock(month.Year, month.Month, last + 1, last + count);
        WriteCounter(month, block.Last, () => _gaps.Add(new IdGap(month.Year, month.Month, block.First, block.Last, IdGap.Leased)));
        return block;
    }

    public void Return(IdBlock rest)
    {
        // Where somebody has taken a number since, it stays what it is: leased.
        if (rest.Count == 0 || _knowledge.LastNumber(rest.Year, rest.Month) != rest.Last)
        {
            return;
        }

        // A number that has a sequence all the same, or had one, is not issued again, and none before it.
        var first = Math.Max(rest.First, LastUsed(rest) + 1);
        if (first <= rest.Last)
        {
            WriteCounter(
                new MonthKey(rest.Year, rest.Month), first - 1, () => _gaps.Shorten(rest with { First = first }));
        }
    }

    public Pruning Prune(PruneQuery query, CancellationToken token) =>
        new SequencePruning(_database, new SequenceRemoval(_database, _totals, _gaps), _knowledge).Run(query, token);

    public Erasure Erase(UserId user, CancellationToken token) =>
        new UserErasure(_database, new SequenceRemoval(_database, _totals, _gaps), _knowledge).Run(user, token);

    private BatchPlan Begin(BatchReferences references)
    {
        _knowledge.Begin(references);
        return new BatchPlan(_knowledge);
    }

    private T Plan<T>(Func<T> apply)
    {
        try
        {
            return apply();
        }
        catch
        {
            // The plan has changed states that are not written now.
            _knowledge.Forget();
            throw;
        }
    }

    private void Save(BatchPlan plan, Action? more = null)
    {
        Plan(() =>
        {
            PlanWriter.Check(plan);
            return true;
        });
        _database.Transact(() =>
        {
            _plans.Write(plan);
            more?.Invoke();
        });
        _knowledge.Saved();
        if (plan.Counters.Count > 0)
        {
            _lastIds.Write(_knowledge.Counters);
        }
    }

    private void WriteCounter(MonthKey month, long number, Action writeGap)
    {
        _database.Transact(() =>
        {
            _plans.WriteCounters([new(month, number)]);
            writeGap();
        });
        _lastIds.Write(_knowledge.Counters);
    }

    /// <summary>The last number of a block that a sequence has, or had until it was removed; 0 for none.</summary>
    private long LastUsed(IdBlock block)
    {
        var last = new SequenceId(block.Year, block.Month, block.Last).ToInt64();
        var newest = _database.Range(
            Collections.Sequences, BsonExpression.Create("_id <= @0", last), isDescending: true, limit: 1).FirstOrDefault();
        var used = newest is null ? default : SequenceId.FromInt64(newest.Int64("_id"));
        var number = (used.Year, used.Month) == (block.Year, block.Month) ? used.Number : 0;
        return Math.Max(number, _gaps.LastRemoved(block));
    }

    private long PositionOf(string producer)
    {
        if (!_positions.TryGetValue(producer, out var position))
        {
            position = _database.ById(Collections.Positions, Hash.Of(producer))?.Int64("position") ?? 0;
            _positions[producer] = position;
        }

        return position;
    }

    private Dictionary<long, string> RejectedOf(string producer, long upTo) =>
        _database.With(Collections.Rejected, "producer_key", Hash.Of(producer))
            .Where(r => r.Int64("position") <= upTo)
            .GroupBy(r => r.Int64("position"))
            .ToDictionary(r => r.Key, r => r.Last().Text("reason"));

    /// <summary>
    /// Where the file is older than the last ids, since a backup was put in its place or it is a new one, ids go on above them.
    /// </summary>
    private void GoOnAboveLastIds()
    {
        var above = _lastIds.Read().Where(m => m.Value > _knowledge.LastNumber(m.Key.Year, m.Key.Month)).ToList();
        if (above.Count > 0)
        {
            _database.Transact(() =>
            {
                foreach (var (month, number) in above)
                {
                    var first = _knowledge.LastNumber(month.Year, month.Month) + 1;
                    _gaps.Add(new IdGap(month.Year, month.Month, first, number, IdGap.Skipped));
                    _plans.WriteCounters([new(month, number)]);
                }
            });
        }

        if (_knowledge.Counters.Count > 0)
        {
            _lastIds.Write(_knowledge.Counters);
        }
    }
}
