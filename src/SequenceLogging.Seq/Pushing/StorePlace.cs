using SequenceLogging.Seq.Clef;
using SequenceLogging.Storage;

namespace SequenceLogging.Seq.Pushing;

/// <summary>Finds the place from which a push goes on.</summary>
internal static class StorePlace
{
    private const int Window = 10_000;

    /// <summary>
    /// The state's own place where the store is the one that it was. Where the newest steps were erased, or the store is an
    /// older copy, their positions may be taken by others: then back to the last place where all is as it was.
    /// </summary>
    public static async Task<(PushState State, bool WentBack)> FindAsync(
        PushState state, ISequenceReader reader, CancellationToken cancellationToken)
    {
        var last = await reader.GetLastPositionAsync(cancellationToken).ConfigureAwait(false);
        foreach (var place in state.Checkpoints)
        {
            var there = await EventAtAsync(reader, place.Position, cancellationToken).ConfigureAwait(false);

            // A step that is gone from before the end was erased or pruned; its position is given to no other one.
            if (there == place.EventId || (there is null && last > place.Position))
            {
                var isSame = place.Position == state.Position;
                return isSame ? (state, false) : (state with { Position = place.Position, Checkpoints = From(state, place) }, true);
            }
        }

        return state.Position == 0 ? (state, false) : (state with { Position = 0, Checkpoints = [] }, true);
    }

    /// <summary>The order of the journey's last step up to a position; 0 where it has none there.</summary>
    public static async Task<int> LastOrderAsync(
        SequenceId sequence, long position, ISequenceReader reader, CancellationToken cancellationToken)
    {
        for (var end = position; end > 0; end -= Window)
        {
            var steps = await reader.ReadStepsAsync(Math.Max(0, end - Window), Window, cancellationToken).ConfigureAwait(false);
            var last = steps.LastOrDefault(s => s.Position <= end && s.SequenceId == sequence);
            if (last is not null)
            {
                return last.Order;
            }
        }

        return 0;
    }

    private static Checkpoint[] From(PushState state, Checkpoint place) => [.. state.Checkpoints.SkipWhile(c => c != place)];

    private static async Task<string?> EventAtAsync(ISequenceReader reader, long position, CancellationToken cancellationToken)
    {
        var steps = await reader.ReadStepsAsync(position - 1, 1, cancellationToken).ConfigureAwait(false);
        return steps is [var step] && step.Position == position ? EventIds.OfStep(step.SequenceId, step.Order) : null;
    }
}
