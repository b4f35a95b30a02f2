using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Importing;

/// <summary>
/// Keeps the records of every batch in plain words, and knows a beginning by its key and all else by its event id. What is
/// in <see cref="Failures"/> is thrown first, one for each batch.
/// </summary>
internal sealed class CollectingStore : ISequenceStore
{
    private readonly HashSet<string> _known = [];

    public List<StoredRecord> Records { get; } = [];

    public List<(string Producer, int Count, long LastPosition, long Rejected)> Batches { get; } = [];

    public Queue<Exception> Failures { get; } = [];

    /// <summary>A record with this step name spoils its batch.</summary>
    public string? UnacceptableStep { get; init; }

    public string Name => "collecting store";

    public ISequenceReader Reader => throw new NotSupportedException();

    public IEnumerable<StoredRecord> Of(RecordKind kind) => Records.Where(r => r.Kind == kind);

    public ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Failures.TryDequeue(out var failure))
        {
            throw failure;
        }

        var records = Decode(batch);
        if (UnacceptableStep is not null && records.Any(r => r.Name == UnacceptableStep))
        {
            throw new SequenceStoreException($"No {UnacceptableStep} here.") { Kind = StoreErrorKind.BadData };
        }

        var notes = records.Where(r => r.Kind is RecordKind.Rejected).ToList();
        var stored = records.Except(notes).Where(r => _known.Add(r.Kind is RecordKind.Begin ? r.Key! : r.EventId!)).ToList();
        Records.AddRange(stored);
        Batches.Add((batch.Producer, batch.Count, batch.LastPosition, notes.Sum(n => n.Count)));
        return new(new AppendResult(stored.Count, records.Count - notes.Count - stored.Count, []));
    }

    public ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<RecordOutcome?> RetryRejectedAsync(long id, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default) => default;

    public ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Pruning> PruneAsync(PruneQuery query, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => default;

    private static List<StoredRecord> Decode(RecordBatch batch)
    {
        var records = new List<StoredRecord>();
        foreach (var bytes in batch)
        {
            records.Add(new StoredRecord(bytes));
        }

        return records;
    }
}
