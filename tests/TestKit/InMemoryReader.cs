using SequenceLogging;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace TestKit;

/// <summary>Answers from the lists of an <see cref="InMemoryDouble"/>, as far as tests of the core ask.</summary>
internal sealed class InMemoryReader(InMemoryDouble store) : ISequenceReader
{
    public ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default)
    {
        var steps = store.Records.Where(r => r.Sequence == id && r.Kind is RecordKind.Step).ToArray();
        return ValueTask.FromResult(steps.Length == 0 ? null : new SequenceDetails
        {
            SequenceId = id,
            StepCount = steps.Length,
            Steps = [.. steps.Select((s, i) => new SequenceStep { Order = i + 1, StepName = StepName.Parse(s.Name!) })],
        });
    }

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
        ValueTask.FromResult(store.FindByKey(key));

    public ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(
        SequenceQuery query, CancellationToken cancellationToken = default)
    {
        var ends = store.Records.Where(r => r.Kind is RecordKind.Status).ToLookup(r => r.Sequence, r => r.At);
        IReadOnlyList<SequenceHeader> found =
        [
            .. store.Sequences
                .Where(s => query.UserId is null || s.Sequence.UserId == query.UserId)
                .Where(s => query.IsOpen is null || query.IsOpen == !ends.Contains(s.Id))
                .Reverse()
                .Take(query.Limit)
                .Select(s => new SequenceHeader
                {
                    SequenceId = s.Id,
                    UserId = s.Sequence.UserId,
                    CompletedAt = ends[s.Id].Cast<DateTimeOffset?>().LastOrDefault(),
                }),
        ];
        return ValueTask.FromResult(found);
    }

    public ValueTask<SystemStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new SystemStatistics
        {
            Sequences = new SequenceTotals(store.Sequences.Count, 0, 0, 0, 0, 0, null),
            Steps = new StepTotals(store.Records.Count(r => r.Kind is RecordKind.Step), 0, 0),
            Links = new LinkTotals(store.Records.Count(r => r.Kind is RecordKind.Link)),
            Delivery = new DeliveryTotals { Emitted = store.Emitted, Stored = store.Records.Count },
        });

    public ValueTask<IReadOnlyList<StoredStep>> ReadStepsAsync(
        long afterPosition, int limit, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The double does not number its steps.");

    public ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
        long? beforeId = null, int limit = 100, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The double does not number what is rejected.");

    public ValueTask<long> GetLastPositionAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The double does not number its steps.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
