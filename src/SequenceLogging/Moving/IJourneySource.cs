using SequenceLogging.Journeys;

namespace SequenceLogging.Moving;

/// <summary>
/// Where a <see cref="StoreCopy"/> reads from: a store by its <see cref="Storage.ISequenceReader"/>, or a file of another
/// program that keeps journeys. It may be written in the meantime.
/// </summary>
public interface IJourneySource
{
    /// <summary>The last number issued in each month: the target issues none of them.</summary>
    ValueTask<IReadOnlyList<MonthCounter>> GetCountersAsync(CancellationToken cancellationToken = default);

    /// <summary>How many sequences there are, to tell how far a copy is.</summary>
    ValueTask<long> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>Ids of sequences, newest first.</summary>
    /// <param name="before">Only those below this one; from the newest where null.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<IReadOnlyList<SequenceId>> ReadIdsAsync(
        SequenceId? before, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// A whole journey as it stands at one moment, or null where it is gone. A copy asks for a few at once, on several threads.
    /// </summary>
    /// <param name="id">Which.</param>
    /// <param name="there">
    /// What the target has of it; null for nothing. A source that forgets (that keeps only the last status, say) goes on from
    /// there instead of denying it.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<SequenceDetails?> ReadAsync(
        SequenceId id, SequenceDetails? there, CancellationToken cancellationToken = default);

    /// <summary>
    /// The event ids that the source remembers, in the order of their bytes; see
    /// <see cref="Storage.ISequenceReader.ReadEventIdsAsync"/>.
    /// </summary>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEventIdsAsync(
        ReadOnlyMemory<byte> after, int limit, CancellationToken cancellationToken = default);

    /// <summary>What was rejected, newest first; see <see cref="Storage.ISequenceReader.ReadRejectedAsync"/>.</summary>
    ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
        long? beforeId, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// How many steps its statistics count, those of pruned and erased journeys among them; null where it keeps none.
    /// </summary>
    ValueTask<long?> CountStepsAsync(CancellationToken cancellationToken = default);
}
