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
    private readonly List<StoredRecord> _notes = [];
    private readonly Dictionary<string, long> _lastPositions = [];
    private readonly List<StoreErrorKind> _recoveries = [];
    private readonly Dictionary<string, SequenceId> _keys = [];
    private readonly List<(SequenceId Id, NewSequence Sequence)> _sequences = [];
    private long _emitted;
    private long _issued;

    public InMemoryDouble() => Reader = new InMemoryReader(this);

    public string Name => "in-memory double";

    public ISequenceReader Reader { get; }

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<StoredRecord> Records => Copy(_records);

    /// <summary>What was noted of records that are not stored.</summary>
    public IReadOnlyList<StoredRecord> Notes => Copy(_notes);

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

    public long NotedAs(RecordKind kind) => Copy(_notes).Where(n => n.Kind == kind).Sum(n => n.Count);

    public ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(Create(sequence));
        }
    }

    public ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(FindOpenOrCreate(sequence));
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
                    Take(new StoredRecord(record.Current, record.Position));
                }
            }

            _lastPositions[batch.Producer] = Math.Max(batch.LastPosition, last);

            _batches.Add(batch.Count);
            return ValueTask.FromResult(new AppendResult(batch.Count - batch.Notes, 0, []));
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

    public ValueTask<RecordOutcome?> RetryRejectedAsync(long id, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The double does not number what is rejected.");

    public ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Pruning> PruneAsync(PruneQuery query, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

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

    /// <summary>The sequence that is known by a key; null where there is none.</summary>
    public SequenceId? FindByKey(string key)
    {
        lock (_lock)
        {
            return _keys.TryGetValue(key, out var id) ? id : null;
        }
    }

    private void Take(StoredRecord record)
    {
        var isNote = record.Kind is RecordKind.Rejected or RecordKind.Loss or RecordKind.KnownEvent;
        (isNote ? _notes : _records).Add(record);
        _emitted += isNote ? record.Count : 1;
        if (record.Kind is RecordKind.Begin && (record.Key is null || !_keys.ContainsKey(record.Key)))
        {
            var sequence = new NewSequence
            {
                CreatedAt = record.At,
                UserId = UserId.TryParse(record.UserId, out var user) ? user : default(UserId?),
                Username = record.Username,
                Language = record.Language,
                Metadata = record.Metadata,
            };
            if (record.Key is null)
            {
                _sequences.Add((record.Sequence, sequence));
            }
            else
            {
                _keys[record.Key] = record.JoinsOpen ? FindOpenOrCreate(sequence) : Create(sequence);
            }
        }
    }

    private SequenceId FindOpenOrCreate(NewSequence sequence)
    {
        var open = _sequences.LastOrDefault(s => s.Sequence.UserId == sequence.UserId && !HasEnded(s.Id)).Id;
        return open.IsDefault ? Create(sequence) : open;
    }

    private SequenceId Create(NewSequence sequence)
    {
        var id = new SequenceId(sequence.CreatedAt.UtcDateTime.Year, sequence.CreatedAt.UtcDateTime.Month, ++_issued);
        _sequences.Add((id, sequence));
        return id;
    }

    private bool HasEnded(SequenceId id) => _records.Any(r =>
        (r.Sequence == id || (r.Key is not null && FindByKey(r.Key) == id)) && r.Kind is RecordKind.Status && r.SequenceStatus is not SequenceStatus.Active);

    private T[] Copy<T>(List<T> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}
