using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Delivery;

/// <summary>A store that leases blocks of numbers, and can be told to stop.</summary>
internal sealed class LeasingStore(ISequenceStore inner) : StoreDecorator(inner)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(int Year, int Month), long> _counters = [];
    private readonly List<IdBlock> _leased = [];
    private readonly List<IdBlock> _returned = [];

    /// <summary>When false, a lease fails.</summary>
    public bool Leases { get; set; } = true;

    public IReadOnlyList<IdBlock> Leased
    {
        get
        {
            lock (_lock)
            {
                return [.. _leased];
            }
        }
    }

    public IReadOnlyList<IdBlock> Returned
    {
        get
        {
            lock (_lock)
            {
                return [.. _returned];
            }
        }
    }

    public override ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("The store is asked for blocks, not for ids.");

    public override ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default)
    {
        if (!Leases)
        {
            throw new SequenceStoreException("Away.");
        }

        lock (_lock)
        {
            var last = _counters.GetValueOrDefault((at.Year, at.Month));
            _counters[(at.Year, at.Month)] = last + count;
            var block = new IdBlock(at.Year, at.Month, last + 1, last + count);
            _leased.Add(block);
            return ValueTask.FromResult(block);
        }
    }

    public override ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _returned.Add(rest);
        }

        return ValueTask.CompletedTask;
    }
}
