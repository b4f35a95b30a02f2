using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>Writes batches: looks and takes, plans in memory, saves, each batch in one transaction of four round trips, or six.</summary>
internal sealed class BatchWriter(Database database, StepKinds kinds)
{
    /// <summary>How often everything may change under a batch before it is said to be busy there.</summary>
    private const int MostBeginnings = 20;

    private static readonly Dictionary<long, string> NoneRejected = [];

    public async Task<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        var needs = BatchNeeds.Of(batch, afterPosition: 0);
        return await RepeatAsync(
            needs.References,
            found => database.RunAsync((work, token) => TryAppendAsync(work, batch, needs, found, token), cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<RecordOutcome?> RetryAsync(long id, CancellationToken cancellationToken)
    {
        var rejected = await database.RunAsync((work, token) => FindRejectedAsync(work, id, token), cancellationToken).ConfigureAwait(false);
        if (rejected is not { Record: { } record })
        {
            return null;
        }

        var needs = BatchNeeds.Of(record);
        return await RepeatAsync(
            needs.References,
            found => database.RunAsync(
                (work, token) => TryRetryAsync(work, id, rejected.Reason, record, needs, found, token), cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> RepeatAsync<T>(
        BatchReferences references,
        Func<Dictionary<(string, string), StepKind>, Task<Tried<T>?>> tryAsync,
        CancellationToken cancellationToken)
    {
        for (var beginning = 1; beginning <= MostBeginnings; beginning++)
        {
            var found = await kinds.GetAsync(references.Steps, cancellationToken).ConfigureAwait(false);
            if (await tryAsync(found).ConfigureAwait(false) is { } tried)
            {
                return tried.Result;
            }
        }

        throw new SequenceStoreException($"{database.Name}: what a batch is about was changed {MostBeginnings} times while it was written.")
        {
            Kind = StoreErrorKind.Busy,
        };
    }

    private async Task<Tried<AppendResult>?> TryAppendAsync(
        Work work, RecordBatch batch, BatchNeeds needs, Dictionary<(string, string), StepKind> found, CancellationToken cancellationToken)
    {
        var loading = new BatchLoading(work, kinds);
        var isUpToDate = await loading.LookAsync(needs.References, batch.Producer, cancellationToken).ConfigureAwait(false);
        if (!isUpToDate)
        {
            await work.RollBackAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }

        // What an earlier try has written is not looked at again: it may be about a user who was erased since.
        var isRepeated = FirstPositionOf(batch) <= loading.Written;
        var rest = isRepeated ? BatchNeeds.Of(batch, loading.Written) : needs;
        if (!await loading.TakeAsync(rest, cancellationToken).ConfigureAwait(false))
        {
            await work.RollBackAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }

        loading.Known.Kinds = found;
        var plan = new BatchPlan(loading.Known);
        var before = isRepeated
            ? await FindRejectedAsync(work, batch.Producer, loading.Written, cancellationToken).ConfigureAwait(false)
            : NoneRejected;
        var result = plan.Apply(batch, loading.Written, before);
        if (batch.LastPosition <= loading.Written)
        {
            await work.RollBackAsync(cancellationToken).ConfigureAwait(false);
            return new(result);
        }

        await new BatchSaving(work, plan, loading, Slots.OfProducer(batch.Producer)).RunAsync(
            last => last.Add(
                "UPDATE delivery_positions SET position = $2 WHERE producer = $1",
                Parameter.Text(batch.Producer), Parameter.Number(batch.LastPosition)),
            cancellationToken).ConfigureAwait(false);
        return new(result);
    }

    private async Task<Tried<RecordOutcome?>?> TryRetryAsync(
        Work work, long id, string reason, byte[] record, BatchNeeds needs, Dictionary<(string, string), StepKind> found,
        CancellationToken cancellationToken)
    {
        var loading = new BatchLoading(work, kinds);
        if (!await loading.LookAsync(needs.References, producer: null, cancellationToken).ConfigureAwait(false))
        {
            await work.RollBackAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }

        // Two who try the same one: the second finds it gone.
        using (var hold = work.Statements().Add("SELECT id FROM rejected_records WHERE id = $1 FOR UPDATE", Parameter.Number(id)))
        {
            var answers = await hold.AskAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = answers.ConfigureAwait(false);
            if ((await answers.AllAsync(_ => true, cancellationToken).ConfigureAwait(false)).Count == 0)
            {
                return new(null);
            }
        }

        if (!await loading.TakeAsync(needs, cancellationToken).ConfigureAwait(false))
        {
            await work.RollBackAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }

        loading.Known.Kinds = found;
        var plan = new BatchPlan(loading.Known);
        var outcome = plan.Retry(id, reason, record);
        await new BatchSaving(work, plan, loading, Slots.OfProducer("retry")).RunAsync(
            last => last.Add("DELETE FROM rejected_records WHERE id = $1", Parameter.Number(id)), cancellationToken).ConfigureAwait(false);
        return new(outcome);
    }

    private static long FirstPositionOf(RecordBatch batch)
    {
        var records = batch.GetEnumerator();
        return records.MoveNext() ? records.Position : long.MaxValue;
    }

    private static async Task<Rejected?> FindRejectedAsync(Work work, long id, CancellationToken cancellationToken)
    {
        using var find = work.Statements().Add("SELECT reason, record FROM rejected_records WHERE id = $1", Parameter.Number(id));
        var answers = await find.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        var found = await answers.AllAsync(row => new Rejected(row.Text(0), row.BytesOrNull(1)), cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>A batch comes again whose commit was unclear: what became of its records is told as it was then.</summary>
    private static async Task<Dictionary<long, string>> FindRejectedAsync(
        Work work, string producer, long last, CancellationToken cancellationToken)
    {
        using var find = work.Statements().Add(
            "SELECT position, reason FROM rejected_records WHERE producer = $1 AND position <= $2 ORDER BY position DESC LIMIT 10000",
            Parameter.Text(producer), Parameter.Number(last));
        var answers = await find.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        var found = await answers.AllAsync(row => (row.GetInt64(0), row.Text(1)), cancellationToken).ConfigureAwait(false);
        return found.DistinctBy(f => f.Item1).ToDictionary(f => f.Item1, f => f.Item2);
    }

    private sealed record Rejected(string Reason, byte[]? Record);

    private sealed record Tried<T>(T Result);
}
