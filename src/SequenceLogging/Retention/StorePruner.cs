using SequenceLogging.Storage;

namespace SequenceLogging.Retention;

/// <summary>Prunes a store step by step, with a rest after each step, so that whoever writes to it is not held up.</summary>
/// <param name="store">The store.</param>
/// <param name="time">Measures the rests.</param>
public sealed class StorePruner(ISequenceStore store, TimeProvider time)
{
    /// <summary>The shortest rest after a step; a step that took long is followed by one as long.</summary>
    public static readonly TimeSpan LeastRest = TimeSpan.FromMilliseconds(10);

    /// <summary>Removes all that a query names, or counts it where that is what the query asks for.</summary>
    /// <param name="query">What to remove; its limit is the size of one step.</param>
    /// <param name="isEnough">Asked after each step: whether to stop here. Null: goes on to the end.</param>
    /// <param name="progress">Told after each step what was removed until then.</param>
    /// <param name="cancellationToken">Stops between two steps, or in one, which then did nothing.</param>
    /// <returns>What was removed in all; <see cref="Pruning.Next"/> is null unless it was enough before the end.</returns>
    /// <exception cref="SequenceStoreException">The store could not; what was removed until then stays removed.</exception>
    public async Task<Pruning> RunAsync(
        PruneQuery query,
        Func<ValueTask<bool>>? isEnough = null,
        IProgress<Pruning>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var all = new Pruning(0, 0, 0, 0, query.After);
        while (true)
        {
            var start = time.GetTimestamp();
            var step = await store.PruneAsync(query with { After = all.Next }, cancellationToken).ConfigureAwait(false);
            all = new Pruning(
                all.Sequences + step.Sequences,
                all.Steps + step.Steps,
                all.Links + step.Links,
                all.Others + step.Others,
                step.Next);
            progress?.Report(all);
            if (all.Next is null || (isEnough is not null && await isEnough().ConfigureAwait(false)))
            {
                return all;
            }

            var took = time.GetElapsedTime(start);
            await Task.Delay(took > LeastRest ? took : LeastRest, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
