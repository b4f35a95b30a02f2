using LiteDB;
using SequenceLogging.Journeys;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.LiteDb.Examining;
using SequenceLogging.LiteDb.Opening;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Reading;

/// <summary>
/// Answers questions, each alone and whole before the next call to the store, so that it is a picture of one moment: LiteDB's own
/// transactions see each collection at a moment of its own.
/// </summary>
internal sealed class LiteDbReader(OpenStore file, bool isOwner) : ISequenceReader
{
    private int _isDisposed;

    /// <summary>Opens a store that exists, or joins it where it is open in this process.</summary>
    public static LiteDbReader Open(string path, TimeProvider time) => new(OpenStore.Attach(path, toWrite: false, time), isOwner: true);

    public ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default) =>
        Ask(database => new DetailsQuery(database, cancellationToken).Run(id), cancellationToken);

    public ValueTask<SequenceId?> FindByKeyAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Ask(
            database => database.ById(Collections.Keys, Hash.Of(key)) is { } document
                ? SequenceId.FromInt64(document.Int64("sequence"))
                : default(SequenceId?),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(SequenceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Ask(database => new HeaderQuery(database, cancellationToken).Run(query), cancellationToken);
    }

    public ValueTask<IReadOnlyList<SequencePath>> ReadPathsAsync(SequenceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Ask(database => new PathQuery(database, cancellationToken).Run(query), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredError>> ReadErrorsAsync(ErrorQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Ask(database => new ErrorsQuery(database, cancellationToken).Run(query), cancellationToken);
    }

    public ValueTask<IReadOnlyList<DailyStepCount>> GetDailyStatisticsAsync(
        DateOnly firstDay, DateOnly lastDay, CancellationToken cancellationToken = default) => Ask(
        database => new StepStatisticsQuery(database, cancellationToken).Days(
            firstDay, lastDay, StoreSchema.VersionOf(database, file.Paths.Data) >= StoreSchema.VersionWithDays),
        cancellationToken);

    public ValueTask<SystemStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        Ask(database => StatisticsQuery.Run(database, cancellationToken), cancellationToken);

    public ValueTask<StepStatistics> GetStepStatisticsAsync(
        int firstMonth, int lastMonth, CancellationToken cancellationToken = default) =>
        Ask(database => new StepStatisticsQuery(database, cancellationToken).Run(firstMonth, lastMonth), cancellationToken);

    public ValueTask<IReadOnlyList<StoredStep>> ReadStepsAsync(
        long afterPosition, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, SequenceQuery.MaxLimit);
        return Ask(database => StoredStepsQuery.Run(database, afterPosition, limit, cancellationToken), cancellationToken);
    }

    public ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
        long? beforeId = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Ask(database => RejectedQuery.Run(database, beforeId, limit, cancellationToken), cancellationToken);
    }

    public ValueTask<long> GetLastPositionAsync(CancellationToken cancellationToken = default) => Ask(
        database => database.All(Collections.Steps, isDescending: true).FirstOrDefault()?.Int64("_id") ?? 0, cancellationToken);

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEventIdsAsync(
        ReadOnlyMemory<byte> after = default, int limit = 10_000, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Ask<IReadOnlyList<ReadOnlyMemory<byte>>>(
            database =>
            [
                .. database.Range(Collections.EventIds, BsonExpression.Create("_id > @0", after.ToArray()), limit: limit, token: cancellationToken)
                    .Select(e => new ReadOnlyMemory<byte>(e["_id"].AsBinary)),
            ],
            cancellationToken);
    }

    public ValueTask<long> GetSizeAsync(CancellationToken cancellationToken = default) => Ask(FileSize.Used, cancellationToken);

    public ValueTask<StoreExamination> ExamineAsync(CancellationToken cancellationToken = default) =>
        Ask(database => new StoreExaminer(database, file.Paths, cancellationToken).Run(), cancellationToken);

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0 && isOwner)
        {
            file.Detach(fromWriting: false);
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask<T> Ask<T>(Func<Database, T> question, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        return ValueTask.FromResult(file.InTurn(session => question(session.Database), cancellationToken));
    }
}
