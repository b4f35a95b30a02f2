using SequenceLogging.Journaling;
using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// Numbers that this process has leased from its store, to issue ids without asking it each time. The next block is leased
/// when half of the one in use is gone, so that hardly anybody waits for it. What the pace no longer needs goes back.
/// </summary>
#pragma warning disable CA1001 // The semaphore makes no handle unless it is asked for one; the timer ends with Close.
internal sealed class LeasedIds
#pragma warning restore CA1001
{
    /// <summary>So often it is looked at whether there are more numbers in hand than the pace needs.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _leasing = new(1);
    private readonly ISequenceStore _store;
    private readonly BlockSizes _sizes;
    private readonly ITimer? _idle;
    private LeaseNotes? _notes;
    private Lease _block;
    private Lease _ahead;
    private long _issued;
    private bool _isRefilling;
    private bool _isClosed;

    /// <param name="store">Leases the blocks.</param>
    /// <param name="size">How many numbers a block has; null to go by the pace.</param>
    /// <param name="notes">Where it is noted what is left of them; null where that cannot be: then a killed process leaves a gap.</param>
    /// <param name="time">For the pace.</param>
    public LeasedIds(ISequenceStore store, int? size, LeaseNotes? notes, TimeProvider time)
    {
        _store = store;
        _notes = notes;
        _sizes = new BlockSizes(size, time);
        (_block, _ahead) = (new Lease(this, 0), new Lease(this, 1));
        if (_sizes.GoByThePace)
        {
            using (ExecutionContext.SuppressFlow())
            {
                _idle = time.CreateTimer(_ => _ = ReturnIdleAsync(), null, Look, Look);
            }
        }
    }

    /// <summary>Takes the next number of the UTC month of a time, if this process has one.</summary>
    public bool TryTake(DateTimeOffset at, out SequenceId id)
    {
        lock (_lock)
        {
            if (!_block.IsOf(at) && _ahead.IsOf(at))
            {
                (_block, _ahead) = (_ahead, _block);
            }

            if (_isClosed || !_block.IsOf(at))
            {
                id = default;
                return false;
            }

            id = _block.Take();
            _issued++;
            _sizes.CountIssued();
            if (_block.IsHalfUsed && !_ahead.IsOf(at) && !_isRefilling)
            {
                _isRefilling = true;
                Refill(at);
            }

            return true;
        }
    }

    /// <summary>Takes the next number, from a new block where there is none left.</summary>
    /// <returns>Null where it is not worth a block: then the store issues one by itself.</returns>
    /// <exception cref="SequenceStoreException">The store leased none.</exception>
    public async Task<SequenceId?> TakeAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        SequenceId id;
        while (!TryTake(at, out id))
        {
            if (!await LeaseAsync(at, isAhead: false, cancellationToken).ConfigureAwait(false))
            {
                CountIssued();
                return null;
            }
        }

        return id;
    }

    /// <summary>Takes back a number that was not shown to anybody, if it is the last that was taken; else it stays a gap.</summary>
    public void PutBack(SequenceId id)
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                _block.PutBack(id);
            }
        }
    }

    /// <summary>No number is taken any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
        }

        _idle?.Dispose();
    }

    /// <summary>Gives back what was not used. No number is taken any more.</summary>
    public async Task ReturnAsync(CancellationToken cancellationToken)
    {
        Close();
        await _leasing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ReturnAsync(TakeRest(), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _leasing.Release();
        }
    }

    /// <summary>The notes end, with the journal that they are in.</summary>
    public void LeaveNotes()
    {
        lock (_lock)
        {
            _notes = null;
        }
    }

    private void CountIssued()
    {
        lock (_lock)
        {
            _sizes.CountIssued();
        }
    }

    private async Task ReturnIdleAsync()
    {
        if (!await _leasing.WaitAsync(TimeSpan.Zero).ConfigureAwait(false))
        {
            return; // somebody needs more
        }

        try
        {
            await ReturnAsync(TakeIdle(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Trouble.Report("{0} did not take back ids that were leased and not used; they stay a gap: {1}", _store.Name, e.Message);
        }
        finally
        {
            _leasing.Release();
        }
    }

    private IdBlock[] TakeIdle()
    {
        lock (_lock)
        {
            var isNeeded = _issued > (_block.Rest.Count + _ahead.Rest.Count) / 4;
            _issued = 0;
            return _isClosed || isNeeded ? [] : TakeRest();
        }
    }

    /// <summary>What is in hand, the later block first: then the counter can go back over both.</summary>
    private IdBlock[] TakeRest()
    {
        lock (_lock)
        {
            IdBlock[] rest = [_block.Rest, _ahead.Rest];

            // Noted before the store hears of it: a process that is killed in between leaves a gap, and nobody gives it back twice.
            _block.Put(default);
            _ahead.Put(default);
            return [.. rest.Where(b => b.Count > 0).OrderByDescending(b => (b.Year, b.Month, b.First))];
        }
    }

    private async Task ReturnAsync(IdBlock[] rest, CancellationToken cancellationToken)
    {
        foreach (var block in rest)
        {
            await _store.ReturnIdsAsync(block, cancellationToken).ConfigureAwait(false);
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
                await LeaseAsync(at, isAhead: true, CancellationToken.None).ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                // The log was closed in the meantime: nobody needs them.
            }
            catch (Exception e)
            {
                // Whoever needs the next number asks again, and learns what is wrong.
                Trouble.Report("{0} leased no ids ahead: {1}", _store.Name, e.Message);
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

    /// <summary>
    /// On the thread that asks, which is the issuer's: what an await goes on with needs a thread of the pool, and those may all be
    /// waiting for a number.
    /// </summary>
    private void WaitInLine(CancellationToken cancellationToken)
    {
        var turn = _leasing.WaitAsync(CancellationToken.None);
        try
        {
            turn.Wait(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The place in the line stays; whoever comes to it goes on to the next.
            _ = turn.ContinueWith(
                _ => _leasing.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    /// <returns>Whether there are numbers now; false where it is not worth a block.</returns>
    private async Task<bool> LeaseAsync(DateTimeOffset at, bool isAhead, CancellationToken cancellationToken)
    {
        WaitInLine(cancellationToken);
        try
        {
            int count;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                if (_ahead.IsOf(at) || (_block.IsOf(at) && !(isAhead && _block.IsHalfUsed)))
                {
                    return true; // somebody else was first
                }

                count = _sizes.Next();
                if (count == 1)
                {
                    return false;
                }
            }

            var leased = await _store.LeaseIdsAsync(at, count, cancellationToken).ConfigureAwait(false);
            IdBlock old;
            lock (_lock)
            {
                old = _ahead.Rest;
                _ahead.Put(leased);
            }

            // Of another month, which is over, or which a clock has left.
            await ReturnAsync(old.Count > 0 ? [old] : [], cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            _leasing.Release();
        }
    }

    /// <summary>A block, and where it is noted what is left of it.</summary>
    private sealed class Lease(LeasedIds owner, int slot)
    {
        private IdBlock _left;
        private long _half;

        public IdBlock Rest => _left;

        public bool IsHalfUsed => _left.Count <= _half;

        /// <summary>Whether there is a number left in it of the UTC month of a time.</summary>
        public bool IsOf(DateTimeOffset at)
        {
            var utc = at.UtcDateTime;
            return _left.Count > 0 && _left.Year == utc.Year && _left.Month == utc.Month;
        }

        public void Put(in IdBlock block)
        {
            (_left, _half) = (block, block.Count / 2);
            owner._notes?.Put(slot, block);
        }

        public SequenceId Take()
        {
            var id = new SequenceId(_left.Year, _left.Month, _left.First);
            _left = _left with { First = _left.First + 1 };
            owner._notes?.PutNext(slot, id.ToInt64() + 1);
            return id;
        }

        public void PutBack(SequenceId id)
        {
            if ((_left.Year, _left.Month, _left.First) == (id.Year, id.Month, id.Number + 1))
            {
                _left = _left with { First = id.Number };
                owner._notes?.PutNext(slot, id.ToInt64());
            }
        }
    }
}
