using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.LiteDb.Writing;

/// <summary>Writes what a plan says, in the transaction of its caller.</summary>
internal sealed class PlanWriter(
    Database database, StoreKnowledge knowledge, StoreTotals totals, StatisticsWriter statistics, GapWriter gaps)
{
    /// <summary>LiteDB takes 16 MB in one document; what is above this is refused before the transaction begins.</summary>
    private const long LargestDocument = 15_000_000;

    /// <summary>So many rejected ones are kept: an application that logs nonsense all day must not fill the disk with it.</summary>
    private const int MostRejected = 10_000;

    /// <summary>Sees that LiteDB can hold every document of a plan.</summary>
    /// <exception cref="SequenceStoreException">One is too large.</exception>
    public static void Check(BatchPlan plan)
    {
        foreach (var step in plan.Steps)
        {
            Check(step.Message, step.Metadata, step.Error);
        }

        foreach (var error in plan.Errors)
        {
            Check(error.Component, error.Message, error.Metadata, error.Error);
        }

        foreach (var link in plan.Links)
        {
            Check(link.Key.Component, link.Key.EntityType, link.Key.EntityId, link.Key.LinkType, link.Metadata);
        }

        foreach (var rejected in plan.Rejected)
        {
            Check(rejected.Record?.LongLength ?? 0, rejected.Message, rejected.Metadata, rejected.Error);
        }

        foreach (var sequence in plan.Added.Values.Select(a => a.Sequence).Concat(plan.Beginnings.Select(b => b.Sequence)))
        {
            Check(sequence.Username, sequence.Language, sequence.Metadata);
        }

        foreach (var status in plan.Statuses)
        {
            Check(status.Reason);
        }

        foreach (var key in plan.Keys.Keys)
        {
            Check(key);
        }
    }

    public void Write(BatchPlan plan)
    {
        database.Insert(Collections.StepKinds, [.. knowledge.NewKinds.Select(ToDocument)]);
        WriteSequences(plan);
        database.Insert(Collections.Keys, [.. plan.Keys.Select(ToDocument)]);
        knowledge.Remember(plan.Keys);
        database.Insert(Collections.EventIds, [.. plan.EventIds.Select(e => new BsonDocument { ["_id"] = e })]);
        database.Insert(Collections.Steps, [.. plan.Steps.Select(ToDocument)]);
        database.Insert(Collections.Errors, [.. plan.Errors.Select(ToDocument)]);
        database.Insert(Collections.StatusChanges, [.. plan.Statuses.Select(ToDocument)]);
        var newLinks = new LinkWriter(database, totals).Write(plan.Links);
        WriteLosses(plan.Losses);
        WriteRejected(plan.Rejected);
        foreach (var (key, count) in plan.Delivery)
        {
            var id = Hash.Of(key.Outcome, key.Reason);
            var row = database.ById(Collections.Delivery, id)
                ?? new BsonDocument { ["_id"] = id, ["outcome"] = key.Outcome, ["reason"] = key.Reason };
            row["count"] = row.Int64("count") + count;
            database.Put(Collections.Delivery, row);
        }

        WriteCounters(plan.Counters);
        foreach (var gap in plan.Gaps)
        {
            gaps.Add(gap);
        }

        statistics.Add(plan.Statistics);
        totals.Add(plan.Statistics, newLinks);
        totals.Save(database);
    }

    public void WriteCounters(IEnumerable<KeyValuePair<MonthKey, long>> counters)
    {
        foreach (var (month, number) in counters)
        {
            knowledge.Counters[month] = number;
            database.Put(
                Collections.Counters,
                new BsonDocument { ["_id"] = (month.Year * 100L) + month.Month, ["counter"] = number });
        }
    }

    private void WriteSequences(BatchPlan plan)
    {
        var changed = plan.Changed.Keys.Select(s => s.Sequence)
            .Concat(plan.Beginnings.Select(b => b.Id.ToInt64()))
            .Distinct()
            .Select(s => knowledge.Known(s)!)
            .Concat(plan.Added.Values.Select(a => KnownSequence.New(a.Id, a.Sequence, a.State)))
            .ToDictionary(s => s.State.Sequence);
        foreach (var beginning in plan.Beginnings)
        {
            changed[beginning.Id.ToInt64()].Complete(beginning.Sequence);
        }

        foreach (var step in plan.Steps)
        {
            changed[step.Sequence].AddKind(step.Kind.Id);
        }

        foreach (var sequence in changed.Values)
        {
            knowledge.Remember(sequence);
        }

        database.Put(Collections.Sequences, [.. changed.Values.Select(s => s.ToDocument())]);
    }

    private void WriteLosses(IEnumerable<LossRow> losses)
    {
        foreach (var loss in losses)
        {
            var row = database.With(Collections.Losses, "sequence", loss.Key.Sequence)
                .FirstOrDefault(l => l.Int64("after_step") == loss.Key.AfterStep && l.Text("reason") == loss.Key.Reason)
                ?? new BsonDocument
                {
                    ["_id"] = totals.Next(Collections.Losses),
                    ["sequence"] = loss.Key.Sequence,
                    ["after_step"] = (long)loss.Key.AfterStep,
                    ["reason"] = loss.Key.Reason,
                };
            row["count"] = row.Int64("count") + loss.Count;
            row["first_at"] = Math.Min(row.Int64OrNull("first_at") ?? loss.FirstAt, loss.FirstAt);
            row["last_at"] = Math.Max(row.Int64OrNull("last_at") ?? loss.LastAt, loss.LastAt);
            database.Put(Collections.Losses, row);
        }
    }

    private void WriteRejected(IReadOnlyList<RejectedRow> rejected)
    {
        if (rejected.Count == 0)
        {
            return;
        }

        database.Insert(Collections.Rejected, [.. rejected.Select(ToDocument)]);
        var oldest = totals.Last(Collections.Rejected) - MostRejected;
        var old = database.Range(Collections.Rejected, BsonExpression.Create("_id <= @0", oldest)).Select(r => r["_id"]).ToList();
        database.Delete(Collections.Rejected, old);
    }

    private static BsonDocument ToDocument(StepKind kind) => new()
    {
        ["_id"] = (long)kind.Id, ["component"] = kind.Component, ["step_name"] = kind.StepName,
    };

    private static BsonDocument ToDocument(KeyValuePair<string, long> key) => new()
    {
        ["_id"] = Hash.Of(key.Key), ["key"] = key.Key, ["sequence"] = key.Value,
    };

    private BsonDocument ToDocument(StepRow step) => new BsonDocument
    {
        ["_id"] = totals.Next(Collections.Steps),
        ["sequence"] = step.Sequence,
        ["step_order"] = (long)step.Order,
        ["kind"] = (long)step.Kind.Id,
        ["status"] = (long)step.Status,
        ["timestamp"] = step.At,
    }
        .With("duration_ms", step.DurationMs.OrNone())
        .With("message", step.Message.OrNone())
        .With("metadata", step.Metadata.OrNone())
        .With("error", step.Error.OrNone())
        .With("trace", step.Trace.OrNone());

    private BsonDocument ToDocument(ErrorRow error) => new BsonDocument
    {
        ["_id"] = totals.Next(Collections.Errors),
        ["sequence"] = error.Sequence,
        ["after_step"] = (long)error.AfterStep,
        ["timestamp"] = error.At,
    }
        .With("component", error.Component.OrNone())
        .With("message", error.Message.OrNone())
        .With("metadata", error.Metadata.OrNone())
        .With("error", error.Error.OrNone())
        .With("trace", error.Trace.OrNone());

    private BsonDocument ToDocument(StatusRow status) => new BsonDocument
    {
        ["_id"] = totals.Next(Collections.StatusChanges),
        ["sequence"] = status.Sequence,
        ["after_step"] = (long)status.AfterStep,
        ["timestamp"] = status.At,
        ["status"] = (long)status.Status,
    }
        .With("reason", status.Reason.OrNone());

    private BsonDocument ToDocument(RejectedRow rejected) => new BsonDocument
    {
        ["_id"] = totals.Next(Collections.Rejected),
        ["reason"] = rejected.Reason,
        ["count"] = rejected.Count,
        ["timestamp"] = rejected.At,
        ["producer_key"] = Hash.Of(rejected.Producer),
        ["position"] = rejected.Position,
    }
        .With("sequence", rejected.Sequence.OrNone())
        .With("message", rejected.Message.OrNone())
        .With("metadata", rejected.Metadata.OrNone())
        .With("error", rejected.Error.OrNone())
        .With("record", rejected.Record.OrNone());

    private static void Check(params ReadOnlySpan<string?> texts) => Check(0, texts);

    private static void Check(long bytes, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            bytes += text is null ? 0 : System.Text.Encoding.UTF8.GetByteCount(text);
        }

        if (bytes > LargestDocument)
        {
            throw new SequenceStoreException(
                $"A record of {bytes} bytes is more than LiteDB takes in one document ({LargestDocument} bytes).")
            {
                Kind = StoreErrorKind.BadData,
            };
        }
    }
}
