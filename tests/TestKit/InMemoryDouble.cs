using SequenceLogging;
using SequenceLogging.Storage;
using SequenceLogging.Testing;

namespace TestKit;

/// <summary>A store in memory that notes what it was asked for, for a test to look at.</summary>
public sealed class InMemoryDouble() : StoreDecorator(new InMemoryStoreProvider().Open(new SequenceLogOptions()))
{
    private readonly Lock _lock = new();
    private readonly List<StoredRecord> _records = [];
    private readonly List<StoredRecord> _notes = [];
    private readonly List<int> _batches = [];
    private readonly Dictionary<string, long> _lastPositions = [];
    private readonly List<StoreErrorKind> _recoveries = [];
    private readonly List<(SequenceId Id, NewSequence Sequence)> _sequences = [];

    public override string Name => "in-memory double";

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<StoredRecord> Records => Copy(_records);

    /// <summary>What was noted of records that are not stored.</summary>
    public IReadOnlyList<StoredRecord> Notes => Copy(_notes);

    /// <summary>How many records each batch had.</summary>
    public IReadOnlyList<int> Batches => Copy(_batches);

    public IReadOnlyList<(SequenceId Id, NewSequence Sequence)> Sequences => Copy(_sequences);

    /// <summary>The kinds of failure that it was asked to recover from, in order.</summary>
    public IReadOnlyList<StoreErrorKind> Recoveries => Copy(_recoveries);

    /// <summary>All that producers told of, stored or not.</summary>
    public long Emitted => Records.Count + Notes.Sum(note => note.Count);

    public long NotedAs(RecordKind kind) => Notes.Where(note => note.Kind == kind).Sum(note => note.Count);

    /// <summary>The sequence that is known by a key; null where there is none.</summary>
    public SequenceId? FindByKey(string key) => Reader.FindByKeyAsync(key).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) =>
        Noted(await base.CreateAsync(sequence, cancellationToken), sequence);

    public override async ValueTask<SequenceId> FindOpenOrCreateAsync(
        NewSequence sequence, CancellationToken cancellationToken = default) =>
        Noted(await base.FindOpenOrCreateAsync(sequence, cancellationToken), sequence);

    public override async ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        var result = await base.AppendAsync(batch, cancellationToken);
        foreach (var begun in Note(batch).Where(record => record.Kind is RecordKind.Begin))
        {
            Noted(begun.Sequence.IsDefault ? FindByKey(begun.Key!)!.Value : begun.Sequence, BeginningOf(begun));
        }

        return result;
    }

    public override ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _recoveries.Add(kind);
        }

        return base.RecoverAsync(kind, cancellationToken);
    }

    public override async ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default)
    {
        var erasure = await base.EraseUserAsync(user, cancellationToken);
        lock (_lock)
        {
            var ids = _sequences.Where(s => s.Sequence.UserId == user).Select(s => s.Id).ToHashSet();
            _records.RemoveAll(record => ids.Contains(record.Sequence));
            _sequences.RemoveAll(s => ids.Contains(s.Id));
        }

        return erasure;
    }

    /// <summary>Only noted: a test looks at it afterwards, and may open it again.</summary>
    protected override ValueTask CloseAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    private List<StoredRecord> Note(RecordBatch batch)
    {
        List<StoredRecord> added = [];
        lock (_lock)
        {
            var last = _lastPositions.GetValueOrDefault(batch.Producer);
            for (var record = batch.GetEnumerator(); record.MoveNext();)
            {
                if (record.Position > last)
                {
                    added.Add(new StoredRecord(record.Current, record.Position));
                }
            }

            _lastPositions[batch.Producer] = Math.Max(batch.LastPosition, last);
            _records.AddRange(added.Where(record => !IsNote(record)));
            _notes.AddRange(added.Where(IsNote));
            _batches.Add(batch.Count);
        }

        return added;
    }

    private SequenceId Noted(SequenceId id, NewSequence sequence)
    {
        lock (_lock)
        {
            if (!_sequences.Exists(s => s.Id == id))
            {
                _sequences.Add((id, sequence));
            }
        }

        return id;
    }

    private static bool IsNote(StoredRecord record) => record.Kind is RecordKind.Rejected or RecordKind.Loss;

    private static NewSequence BeginningOf(StoredRecord record) => new()
    {
        CreatedAt = record.At,
        UserId = UserId.TryParse(record.UserId, out var user) ? user : default(UserId?),
        Username = record.Username,
        Language = record.Language,
        Metadata = record.Metadata,
    };

    private T[] Copy<T>(List<T> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}
