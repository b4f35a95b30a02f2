using SequenceLogging;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace TestKit;

/// <summary>A reader that hands everything to another one; what it answers itself is its children's to say.</summary>
public abstract class ReaderDecorator(ISequenceReader inner) : ISequenceReader
{
    public virtual ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default) =>
        inner.GetDetailsAsync(id, cancellationToken);

    public virtual ValueTask<SequenceId?> FindByKeyAsync(string key, CancellationToken cancellationToken = default) =>
        inner.FindByKeyAsync(key, cancellationToken);

    public virtual ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(
        SequenceQuery query, CancellationToken cancellationToken = default) => inner.FindAsync(query, cancellationToken);

    public virtual ValueTask<IReadOnlyList<SequencePath>> ReadPathsAsync(
        SequenceQuery query, CancellationToken cancellationToken = default) => inner.ReadPathsAsync(query, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredError>> ReadErrorsAsync(
        ErrorQuery query, CancellationToken cancellationToken = default) => inner.ReadErrorsAsync(query, cancellationToken);

    public virtual ValueTask<IReadOnlyList<DailyStepCount>> GetDailyStatisticsAsync(
        DateOnly firstDay, DateOnly lastDay, CancellationToken cancellationToken = default) =>
        inner.GetDailyStatisticsAsync(firstDay, lastDay, cancellationToken);

    public virtual ValueTask<SystemStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        inner.GetStatisticsAsync(cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredStep>> ReadStepsAsync(
        long afterPosition, int limit, CancellationToken cancellationToken = default) =>
        inner.ReadStepsAsync(afterPosition, limit, cancellationToken);

    public virtual ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
        long? beforeId = null, int limit = 100, CancellationToken cancellationToken = default) =>
        inner.ReadRejectedAsync(beforeId, limit, cancellationToken);

    public virtual ValueTask<long> GetLastPositionAsync(CancellationToken cancellationToken = default) =>
        inner.GetLastPositionAsync(cancellationToken);

    public virtual ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEventIdsAsync(
        ReadOnlyMemory<byte> after = default, int limit = 10_000, CancellationToken cancellationToken = default) =>
        inner.ReadEventIdsAsync(after, limit, cancellationToken);

    public virtual ValueTask<StepStatistics> GetStepStatisticsAsync(
        int firstMonth, int lastMonth, CancellationToken cancellationToken = default) =>
        inner.GetStepStatisticsAsync(firstMonth, lastMonth, cancellationToken);

    public virtual ValueTask<long> GetSizeAsync(CancellationToken cancellationToken = default) => inner.GetSizeAsync(cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoreFinding>> LookAsync(CancellationToken cancellationToken = default) =>
        inner.LookAsync(cancellationToken);

    public virtual ValueTask<StoreExamination> ExamineAsync(CancellationToken cancellationToken = default) =>
        inner.ExamineAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return inner.DisposeAsync();
    }
}
