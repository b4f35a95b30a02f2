using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Delivery;

/// <summary>A store that leases blocks of numbers, and can be told to stop.</summary>
internal sealed class LeasingStore(ISequenceStore inner) : StoreDecorator(inner)
{
    private readonly Lock _lock = new();
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

    public override async ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default)
    {
        if (!Leases)
        {
            throw new SequenceStoreException("Away.");
        }

        var block = await base.LeaseIdsAsync(at, count, cancellationToken);
        lock (_lock)
        {
            _leased.Add(block);
        }

        return block;
    }

    public override ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _returned.Add(rest);
        }

        return base.ReturnIdsAsync(rest, cancellationToken);
    }
}
