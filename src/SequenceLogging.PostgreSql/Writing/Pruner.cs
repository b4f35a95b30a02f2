using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Schema;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>Removes sequences that are over and done with, a few in each transaction.</summary>
internal sealed class Pruner(Database database, MonthPartitions partitions)
{
    private readonly int _slot = Slots.OfNode();

    public async Task<Pruning> RunAsync(PruneQuery query, CancellationToken cancellationToken)
    {
        var (pruning, users) = await database.RunAsync((work, token) => RunAsync(work, query, token), cancellationToken).ConfigureAwait(false);
        if (users.Length > 0)
        {
            // By itself, since whoever asks for a user's sequence takes the user before the sequence.
            await database.RunAsync(
                async (work, token) =>
                {
                    using var forget = work.Statements().Add(
                        """
                        DELETE FROM users u WHERE u.user_id = ANY($1)
                           AND NOT EXISTS (SELECT 1 FROM sequences s WHERE s.user_id = u.user_id)
                        """,
                        Parameter.Texts(users));
                    await forget.RunAsync(token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }

        if (pruning.Next is null && !query.IsDryRun)
        {
            await partitions.DropEmptyAsync(cancellationToken).ConfigureAwait(false);
        }

        return pruning;
    }

    private async Task<(Pruning Pruning, string[] Users)> RunAsync(Work work, PruneQuery query, CancellationToken cancellationToken)
    {
        List<(long Sequence, SequenceStatus Status, long UpdatedAt)> seen;
        using (var look = work.Statements().Add(query.IsDryRun ? Work.BeginQuestion : Work.Begin).Add(
            "SELECT id, status, updated_at FROM sequences WHERE id > $1 ORDER BY id LIMIT $2",
            Parameter.Number(query.After?.ToInt64() ?? long.MinValue), Parameter.Int(query.Limit)))
        {
            var answers = await look.AskAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = answers.ConfigureAwait(false);
            seen = await answers.AllAsync(
                row => (row.GetInt64(0), (SequenceStatus)row.GetInt16(1), row.GetInt64(2)), cancellationToken).ConfigureAwait(false);
        }

        var next = seen.Count < query.Limit ? default(SequenceId?) : SequenceId.FromInt64(seen[^1].Sequence);
        var fitting = seen.Where(s => query.Fits(s.Status, s.UpdatedAt)).Select(s => s.Sequence).ToArray();
        var removal = new Removal(work, _slot);
        if (fitting.Length == 0 || query.IsDryRun)
        {
            var counted = fitting.Length == 0
                ? new Erasure(0, 0, 0, 0)
                : await removal.CountAsync(fitting, cancellationToken).ConfigureAwait(false);
            await work.RollBackAsync(cancellationToken).ConfigureAwait(false);
            return (Tell(counted, next), []);
        }

        // Somebody may have gone on with one of them since it was looked at.
        var taken = await removal.TakeAsync(fitting, cancellationToken).ConfigureAwait(false);
        var removed = taken.Where(h => query.Fits(h.Status, h.UpdatedAt)).ToArray();
        var erasure = await removal.RunAsync(removed, IdGap.Pruned, cancellationToken).ConfigureAwait(false);
        await StepPlaces.RemoveEmptyAsync(work, removed.Select(h => h.Sequence), cancellationToken).ConfigureAwait(false);
        using var end = work.Statements();
        await work.CommitAsync(end, cancellationToken).ConfigureAwait(false);
        return (Tell(erasure, next), [.. removed.Select(h => h.UserId).OfType<string>().Distinct(StringComparer.Ordinal)]);
    }

    private static Pruning Tell(Erasure removed, SequenceId? next) =>
        new(removed.Sequences, removed.Steps, removed.Links, removed.Others, next);
}
