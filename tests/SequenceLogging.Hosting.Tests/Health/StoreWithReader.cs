using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.Hosting.Tests.Health;

/// <summary>A store that writes as another one does, and answers as the test says.</summary>
internal sealed class StoreWithReader(ISequenceStore inner, Func<Task<long>> answer) : ISequenceStore, ISequenceReader
{
    private int _questions;

    public int Questions => _questions;

    public string Name => "the store";

    public ISequenceReader Reader => this;

    public ValueTask<long> GetLastPositionAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _questions);
        return new ValueTask<long>(answer());
    }

    public ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) =>
        inner.CreateAsync(sequence, cancellationToken);

    public ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) =>
        inner.FindOpenOrCreateAsync(sequence, cancellationToken);

    public ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(batch, cancellationToken);

    public ValueTask<RecordOutcome?> RetryRejectedAsync(long id, CancellationToken cancellationToken = default) =>
        inner.RetryRejectedAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
        long? beforeId = null, int limit = 100, CancellationToken cancellationToken = default) =>
        inner.Reader.ReadRejectedAsync(beforeId, limit, cancellationToken);

    public ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default) =>
        inner.RecoverAsync(kind, cancellationToken);

    public ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default) =>
        inner.LeaseIdsAsync(at, count, cancellationToken);

    public ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default) => inner.ReturnIdsAsync(rest, cancellationToken);

    public ValueTask<Pruning> PruneAsync(PruneQuery query, CancellationToken cancellationToken = default) =>
        inner.PruneAsync(query, cancellationToken);

    public ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default) =>
        inner.EraseUserAsync(user, cancellationToken);

    public ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEventIdsAsync(
        ReadOnlyMemory<byte> after = default, int limit = 10_000, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<StepStatistics> GetStepStatisticsAsync(
        int firstMonth, int lastMonth, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<long> GetSizeAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<StoreExamination> ExamineAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<SequenceId?> FindByKeyAsync(string key, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(
        SequenceQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<SequencePath>> ReadPathsAsync(
        SequenceQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<StoredError>> ReadErrorsAsync(
        ErrorQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<DailyStepCount>> GetDailyStatisticsAsync(
        DateOnly firstDay, DateOnly lastDay, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<SystemStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<StoredStep>> ReadStepsAsync(
        long afterPosition, int limit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
