using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// Numbers that this process has leased from its store, to issue ids without asking it each time. The next block is leased
/// when half of the one in use is gone, so that hardly anybody waits for it.
/// </summary>
/// <param name="store">Leases the blocks.</param>
/// <param name="size">How many numbers a block has.</param>
#pragma warning disable CA1001 // The semaphore makes no handle unless it is asked for one.
internal sealed class LeasedIds(ISequenceStore store, int size)
#pragma warning restore CA1001
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _leasing = new(1);
    private IdBlock _block;
    private IdBlock _ahead;
    private bool _isRefilling;
    private bool _isClosed;

    /// <summary>Takes the next number of the UTC month of a time, if this process has one.</summary>
    public bool TryTake(DateTimeOffset at, out SequenceId id)
    {
        lock (_lock)
        {
            if (!IsOf(_block, at) && IsOf(_ahead, at))
            {
                (_block, _ahead) = (_ahead, _block);
            }

            if (!IsOf(_block, at))
            {
                id = default;
                return false;
            }

            id = new SequenceId(_block.Year, _block.Month, _block.First);
            _block = _block with { First = _block.First + 1 };
            if (_block.Count <= size / 2 && !IsOf(_ahead, at) && !_isRefilling)
            {
                _isRefilling = true;
                Refill(at);
            }

            return true;
        }
    }

    /// <summary>Takes the next number, from a new block where there is none left.</summary>
    /// <exception cref="SequenceStoreException">The store leased none.</exception>
    public async Task<SequenceId> TakeAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        SequenceId id;
        while (!TryTake(at, out id))
        {
            await LeaseAsync(at, cancellationToken).ConfigureAwait(false);
        }

        return id;
    }

    /// <summary>Gives back what was not used. No id is taken any more.</summary>
    public async Task ReturnAsync(CancellationToken cancellationToken)
    {
        await _leasing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            IdBlock[] rest;
            lock (_lock)
            {
                _isClosed = true;
                rest = [_block, _ahead];
                (_block, _ahead) = (default, default);
            }

            // The later one first: then the counter can go back over both.
            foreach (var block in rest.Where(b => b.Count > 0).OrderByDescending(b => (b.Year, b.Month, b.First)))
            {
                await store.ReturnIdsAsync(block, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _leasing.Release();
        }
    }

    private void Refill(DateTimeOffset at)
    {
        // A store may wait on the calling thread, which here is that of whoever begins a sequence.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(RefillAsync);
        }

        async Task RefillAsync()
        {
            try
            {
                await LeaseAsync(at, CancellationToken.None).ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                // The log was closed in the meantime: nobody needs them.
            }
            catch (Exception e)
            {
                // Whoever needs the next number asks again, and learns what is wrong.
                Trouble.Report("{0} leased no ids ahead: {1}", store.Name, e.Message);
            }
            finally
            {
                lock (_lock)
                {
                    _isRefilling = false;
                }
            }
        }
    }

    private async Task LeaseAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        await _leasing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                if (IsOf(_ahead, at) || (_block.Count > size / 2 && IsOf(_block, at)))
                {
                    return; // somebody else was first
                }
            }

            var leased = await store.LeaseIdsAsync(at, size, cancellationToken).ConfigureAwait(false);
            IdBlock old;
            lock (_lock)
            {
                (old, _ahead) = (_ahead, leased);
            }

            if (old.Count > 0)
            {
                // Of another month, which is over, or which a clock has left.
                await store.ReturnIdsAsync(old, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _leasing.Release();
        }
    }

    private static bool IsOf(IdBlock block, DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        return block.Count > 0 && block.Year == utc.Year && block.Month == utc.Month;
    }
}
