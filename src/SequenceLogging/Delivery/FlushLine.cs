using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>Those who wait until everything up to a position is settled. Safe for several threads at once.</summary>
internal sealed class FlushLine(long settled)
{
    private const int RejectionsToRemember = 1024;

    private readonly Lock _lock = new();
    private readonly List<Waiter> _waiters = [];

    // The writer may be faster than the one who waits for it: what it has rejected must still be told.
    private readonly Queue<RejectedRecord> _rejected = [];
    private long _settled = settled;

    /// <summary>Whether nobody waits.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _waiters.Count == 0;
            }
        }
    }

    /// <summary>Waits for a position; those of its own records are told apart, to know what became of them.</summary>
    /// <param name="first">The first of the waiter's own records; above <paramref name="last"/> for none.</param>
    /// <param name="last">The position to wait for.</param>
    /// <returns>Why one of its own records was rejected; null when none was.</returns>
    public Task<string?> WaitAsync(long first, long last)
    {
        lock (_lock)
        {
            var reason = _rejected.FirstOrDefault(r => r.Position >= first && r.Position <= last).Reason;
            if (_settled >= last)
            {
                return Task.FromResult<string?>(reason);
            }

            var waiter = new Waiter(first, last) { Reason = reason };
            _waiters.Add(waiter);
            return waiter.Done.Task;
        }
    }

    /// <summary>Notes that a record was rejected; before its position is settled.</summary>
    public void Reject(in RejectedRecord rejected)
    {
        lock (_lock)
        {
            _rejected.Enqueue(rejected);
            if (_rejected.Count > RejectionsToRemember)
            {
                _rejected.Dequeue();
            }

            foreach (var waiter in _waiters)
            {
                if (rejected.Position >= waiter.First && rejected.Position <= waiter.Last)
                {
                    waiter.Reason ??= rejected.Reason;
                }
            }
        }
    }

    /// <summary>Says that everything up to a position is stored, or rejected with its reason.</summary>
    public void Settle(long position)
    {
        lock (_lock)
        {
            _settled = position;
            for (var i = _waiters.Count - 1; i >= 0; i--)
            {
                if (_waiters[i].Last <= position)
                {
                    _waiters[i].Done.SetResult(_waiters[i].Reason);
                    _waiters.RemoveAt(i);
                }
            }
        }
    }

    private sealed class Waiter(long first, long last)
    {
        public long First { get; } = first;

        public long Last { get; } = last;

        public string? Reason { get; set; }

        public TaskCompletionSource<string?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
