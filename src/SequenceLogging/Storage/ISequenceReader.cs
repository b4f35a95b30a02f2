using SequenceLogging.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.Storage;

/// <summary>
/// Answers questions about stored sequences. Every answer is a consistent picture of one moment, bounded in size.
/// Failures are <see cref="SequenceStoreException"/>.
/// </summary>
public interface ISequenceReader : IAsyncDisposable
{
    /// <summary>The whole journey, or null where there is none of that id.</summary>
    ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// The id of the sequence that is known by a key (of a pending scope, or <c>CaseId=case-891</c> of an imported group); null
    /// where there is none.
    /// </summary>
    ValueTask<SequenceId?> FindByKeyAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Sequences that fit all that the query names, newest id first.</summary>
    ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(SequenceQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// The ways that sequences took: the same ones as <see cref="FindAsync"/> gives for the query, in the same order, each with its
    /// steps, but without what these said.
    /// </summary>
    ValueTask<IReadOnlyList<SequencePath>> ReadPathsAsync(SequenceQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// What went wrong, newest first over all sequences: failed steps, steps with an exception, and errors outside of steps, as
    /// <see cref="SequenceDetails.Errors"/> has them. Of one moment, those of the newer sequence come first, and in it the later ones.
    /// </summary>
    ValueTask<IReadOnlyList<StoredError>> ReadErrorsAsync(ErrorQuery query, CancellationToken cancellationToken = default);

    /// <summary>Totals, kept as records arrive; costs the same whatever the number of steps.</summary>
    ValueTask<SystemStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// How often steps were made and followed one another, month by month; kept as they arrive, so it costs the same whatever
    /// the number of steps. In the order of the months, and within a month in one that stays.
    /// </summary>
    /// <param name="firstMonth">The first UTC month, as 202507.</param>
    /// <param name="lastMonth">The last one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<StepStatistics> GetStepStatisticsAsync(
        int firstMonth, int lastMonth, CancellationToken cancellationToken = default);

    /// <summary>
    /// How often steps were made, day by day; kept as they arrive, so it looks at no step, and those of sequences that were pruned
    /// since are counted still. In the order of the days, and within a day in one that stays.
    /// </summary>
    /// <param name="firstDay">The first UTC day.</param>
    /// <param name="lastDay">The last one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<IReadOnlyList<DailyStepCount>> GetDailyStatisticsAsync(
        DateOnly firstDay, DateOnly lastDay, CancellationToken cancellationToken = default);

    /// <summary>
    /// Steps in the order in which the store took them, from just above a position (0: from the start).
    /// </summary>
    ValueTask<IReadOnlyList<StoredStep>> ReadStepsAsync(
        long afterPosition, int limit, CancellationToken cancellationToken = default);

    /// <summary>What was rejected and set aside, newest first.</summary>
    /// <param name="beforeId">Only those below this <see cref="RejectedEvent.Id"/>, to turn the page; from the newest where null.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
        long? beforeId = null, int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>The position of the newest step; 0 in an empty store.</summary>
    ValueTask<long> GetLastPositionAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The event ids that the store remembers, in the order of their bytes, to tell another store of them.
    /// </summary>
    /// <param name="after">Only those above this one; from the first where it is empty.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEventIdsAsync(
        ReadOnlyMemory<byte> after = default, int limit = 10_000, CancellationToken cancellationToken = default);

    /// <summary>How many bytes the stored data takes, without room that is free to be used again.</summary>
    ValueTask<long> GetSizeAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// What can be said of the store's condition without reading it: versions, sizes, settings; the same findings that
    /// <see cref="ExamineAsync"/> has for these. None where a store says nothing.
    /// </summary>
    ValueTask<IReadOnlyList<StoreFinding>> LookAsync(CancellationToken cancellationToken = default) => new([]);

    /// <summary>
    /// Looks at the condition of the store: versions, integrity, sizes, and the account of every id. It reads all of the store,
    /// in pieces, and changes nothing.
    /// </summary>
    ValueTask<StoreExamination> ExamineAsync(CancellationToken cancellationToken = default);
}
