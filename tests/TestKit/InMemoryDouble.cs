using SequenceLogging;
using SequenceLogging.Storage;

namespace TestKit;

/// <summary>
/// A store that keeps everything in lists for a test to look at. It keeps the promises of the contract that delivery leans
/// on: a batch is written whole, and one that comes again changes nothing.
/// </summary>
public sealed class InMemoryDouble : ISequenceStore
{
    private readonly Lock _lock = new();
    private readonly List<StoredRecord> _records = [];
    private readonly List<int> _batches = [];
    private readonly List<OutcomeCount> _outcomes = [];
    private readonly Dictionary<string, long> _lastPositions = [];
    private readonly List<StoreErrorKind> _recoveries = [];
    private readonly List<(SequenceId Id, NewSequence Sequence)> _sequences = [];
    private long _emitted;
    private long _issued;

    public InMemoryDouble() => Reader = new InMemoryReader(this);

    public string Name => "in-memory double";

    public ISequenceReader Reader { get; }

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<StoredRecord> Records => Copy(_records);

    /// <summary>How many records each batch had.</summary>
    public IReadOnlyList<int> Batches => Copy(_batches);

    public IReadOnlyList<(SequenceId Id, NewSequence Sequence)> Sequences => Copy(_sequences);

    /// <summary>The store's own totals of what producers told.</summary>
    public long Emitted
    {
        get
        {
            lock (_lock)
            {
                return _emitted;
            }
        }
    }

    public long OutcomesOf(RecordOutcome outcome) => Copy(_outcomes).Where(o => o.Outcome == outcome).Sum(o => o.Count);

    public ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var id = new SequenceId(sequence.CreatedAt.UtcDateTime.Year, sequence.CreatedAt.UtcDateTime.Month, ++_issued);
            _sequences.Add((id, sequence));
            return ValueTask.FromResult(id);
        }
    }

    public ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var open = _sequences.LastOrDefault(s => s.Sequence.UserId == sequence.UserId && !HasEnded(s.Id)).Id;
            return open.IsDefault ? CreateAsync(sequence, cancellationToken) : ValueTask.FromResult(open);
        }
    }

    public ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var last = _lastPositions.GetValueOrDefault(batch.Producer);
            for (var record = batch.GetEnumerator(); record.MoveNext();)
            {
                if (record.Position > last)
                {
                    _records.Add(new StoredRecord(record.Current, record.Position));
                }
            }

            if (batch.LastPosition > last)
            {
                _lastPositions[batch.Producer] = batch.LastPosition;
                _emitted += batch.Count + batch.Outcomes.Sum(o => o.Count);
                _outcomes.AddRange(batch.Outcomes);
            }

            _batches.Add(batch.Count);
            return ValueTask.FromResult(new AppendResult(batch.Count, 0, []));
        }
    }

    /// <summary>The kinds of failure that it was asked to recover from, in order.</summary>
    public IReadOnlyList<StoreErrorKind> Recoveries => Copy(_recoveries);

    public ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _recoveries.Add(kind);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var ids = _sequences.Where(s => s.Sequence.UserId == user).Select(s => s.Id).ToHashSet();
            var gone = _records.Where(r => ids.Contains(r.Sequence)).ToLookup(r => r.Kind);
            _records.RemoveAll(r => ids.Contains(r.Sequence));
            _sequences.RemoveAll(s => ids.Contains(s.Id));
            var (steps, links) = (gone[RecordKind.Step].Count(), gone[RecordKind.Link].Count());
            return ValueTask.FromResult(new Erasure(ids.Count, steps, links, gone.Sum(kind => kind.Count()) - steps - links));
        }
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    private bool HasEnded(SequenceId id) => _records.Any(r =>
        r.Sequence == id && r.Kind is RecordKind.Status && r.SequenceStatus is not SequenceStatus.Active);

    private T[] Copy<T>(List<T> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}
