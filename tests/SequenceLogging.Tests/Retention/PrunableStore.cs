using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Retention;

/// <summary>A store of nothing but sequences to prune, each of which takes a kilobyte.</summary>
internal sealed class PrunableStore() : StoreDecorator(new InMemoryDouble())
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, (SequenceStatus Status, DateTimeOffset At)> _sequences = [];
    private readonly List<PruneQuery> _queries = [];

    public override ISequenceReader Reader => new SizeReader(this);

    /// <summary>What the next pruning fails with; null: with nothing.</summary>
    public Exception? Failure { get; set; }

    public IReadOnlyList<PruneQuery> Queries
    {
        get
        {
            lock (_lock)
            {
                return [.. _queries];
            }
        }
    }

    public IReadOnlyList<long> Left
    {
        get
        {
            lock (_lock)
            {
                return [.. _sequences.Keys.Select(id => SequenceId.FromInt64(id).Number)];
            }
        }
    }

    public void Add(SequenceStatus status, DateTimeOffset at, int count = 1)
    {
        lock (_lock)
        {
            for (var i = 0; i < count; i++)
            {
                _sequences.Add(new SequenceId(2025, 7, _sequences.Count + 1).ToInt64(), (status, at));
            }
        }
    }

    public override ValueTask<Pruning> PruneAsync(PruneQuery query, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _queries.Add(query);
            if (Failure is { } failure)
            {
                Failure = null;
                throw failure;
            }

            var looked = _sequences.Where(s => s.Key > (query.After?.ToInt64() ?? 0)).Take(query.Limit).ToArray();
            var fit = looked.Where(s => query.Fits(s.Value.Status, RecordTime.ToMicroseconds(s.Value.At))).ToArray();
            Array.ForEach(fit, s => _sequences.Remove(s.Key));
            var next = looked.Length == query.Limit ? SequenceId.FromInt64(looked[^1].Key) : default(SequenceId?);
            return ValueTask.FromResult(new Pruning(fit.Length, 2 * fit.Length, fit.Length, 0, next));
        }
    }

    private sealed class SizeReader(PrunableStore store) : ReaderDecorator(new InMemoryDouble().Reader)
    {
        public override ValueTask<long> GetSizeAsync(CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(store.Left.Count * 1024L);
    }
}
