using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;
using SequenceLogging.Testing.InMemory.Answers;

namespace SequenceLogging.Testing.InMemory;

/// <summary>Answers from a memory, each time in a turn of its own, so that an answer is a picture of one moment.</summary>
internal sealed class InMemoryReader(Memory memory) : ISequenceReader
{
    private volatile bool _isDisposed;

    public ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default) =>
        InTurnAsync(() => JourneyAnswer.Details(memory, id), cancellationToken);

    public ValueTask<SequenceId?> FindByKeyAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return InTurnAsync<SequenceId?>(
            () => memory.Keys.TryGetValue(key, out var sequence) ? SequenceId.FromInt64(sequence) : null, cancellationToken);
    }

    public ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(
        SequenceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return InTurnAsync(() => JourneyAnswer.Find(memory, query), cancellationToken);
    }

    public ValueTask<IReadOnlyList<SequencePath>> ReadPathsAsync(SequenceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return InTurnAsync(() => JourneyAnswer.Paths(memory, query), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredError>> ReadErrorsAsync(ErrorQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return InTurnAsync(() => JourneyAnswer.Errors(memory, query), cancellationToken);
    }

    public ValueTask<SystemStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        InTurnAsync(() => StatisticsAnswer.Of(memory), cancellationToken);

    public ValueTask<StepStatistics> GetStepStatisticsAsync(
        int firstMonth, int lastMonth, CancellationToken cancellationToken = default) =>
        InTurnAsync(() => StepStatisticsAnswer.Of(memory, firstMonth, lastMonth), cancellationToken);

    public ValueTask<IReadOnlyList<DailyStepCount>> GetDailyStatisticsAsync(
        DateOnly firstDay, DateOnly lastDay, CancellationToken cancellationToken = default) =>
        InTurnAsync(() => StepStatisticsAnswer.OfDays(memory, firstDay, lastDay), cancellationToken);

    public ValueTask<IReadOnlyList<StoredStep>> ReadStepsAsync(
        long afterPosition, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, SequenceQuery.MaxLimit);
        return InTurnAsync(() => JourneyAnswer.Steps(memory, afterPosition, limit), cancellationToken);
    }

    public ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
        long? beforeId = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return InTurnAsync(() => RejectionAnswer.Of(memory, beforeId ?? long.MaxValue, limit), cancellationToken);
    }

    public ValueTask<long> GetLastPositionAsync(CancellationToken cancellationToken = default) =>
        InTurnAsync(() => memory.Steps.Count == 0 ? 0 : memory.Steps[^1].Position, cancellationToken);

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEventIdsAsync(
        ReadOnlyMemory<byte> after = default, int limit = 10_000, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return InTurnAsync<IReadOnlyList<ReadOnlyMemory<byte>>>(
            () => [.. memory.EventIds.SkipWhile(id => id.AsSpan().SequenceCompareTo(after.Span) <= 0).Take(limit)], cancellationToken);
    }

    public ValueTask<long> GetSizeAsync(CancellationToken cancellationToken = default) =>
        InTurnAsync(() => SizeAnswer.Of(memory), cancellationToken);

    public ValueTask<StoreExamination> ExamineAsync(CancellationToken cancellationToken = default) =>
        InTurnAsync(() => ExaminationAnswer.Of(memory), cancellationToken);

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }

    private async ValueTask<T> InTurnAsync<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using var turn = await memory.EnterAsync(cancellationToken).ConfigureAwait(false);
        return answer();
    }
}
