using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;
using SequenceLogging.Delivery;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>Sees that a store that has taken a load answers about it: nothing was put off until after the clock stopped.</summary>
internal static class AnsweredSteps
{
    public static async Task AssertAsync(SequencesPeer peer, StepLoad load)
    {
        var statistics = await peer.Log.GetSystemStatisticsAsync();
        AssertDelivered(peer.Log.Delivery);
        Effect.Equal(0, statistics.Delivery.Dropped + statistics.Delivery.Rejected, "records that are not stored");
        Effect.Equal(load.Steps, statistics.Steps.Total, "steps in the statistics");
        Effect.Equal(load.Sequences, statistics.Sequences.Total, "sequences in the statistics");
        var flow = await peer.Log.Analysis.GetFlowAsync();
        Effect.Equal(load.Steps - Math.Min(load.Steps, load.Sequences), flow.Edges.Sum(e => e.Count), "ways from a step to the next");
        await AssertDetailsAsync(peer, load);
    }

    /// <summary>
    /// Sees that nothing was dropped for want of room, or rejected: counts that are too low would say of a machine that was too busy
    /// that a store had lost something.
    /// </summary>
    public static void AssertDelivered(DeliveryCounts counts)
    {
        Effect.IsTrue(
            counts.Dropped == 0, $"{Text(counts.DroppedBy)} were dropped before they came to the store ({counts}); it lost none of them");
        Effect.IsTrue(counts.Rejected == 0, $"{Text(counts.RejectedBy)} were rejected ({counts})");

        static string Text(IReadOnlyDictionary<string, long> reasons) =>
            string.Join(", ", reasons.Select(r => FormattableString.Invariant($"{r.Value:#,0} records ({r.Key})")));
    }

    private static async Task AssertDetailsAsync(SequencesPeer peer, StepLoad load)
    {
        var user = load.SequenceOf(load.Steps - 1);
        var header = (await peer.Log.FindSequencesByUserAsync(user)).Single();
        var details = await peer.Log.GetSequenceDetailsAsync(header.SequenceId);
        Effect.Equal(load.PlaceOf(load.Steps - 1) + 1, details!.Steps.Count, "steps of the last journey");
        Effect.IsTrue(
            details.Steps[^1].Message == load.MessageOf(load.Steps - 1),
            $"the last step is \"{details.Steps[^1].Message}\" instead of \"{load.MessageOf(load.Steps - 1)}\"");
    }
}
