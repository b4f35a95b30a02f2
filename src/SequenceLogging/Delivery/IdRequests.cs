namespace SequenceLogging.Delivery;

/// <summary>
/// Requests on their way to the thread that asks the store. That one sleeps while there is none: the collections of .NET have it
/// spin and yield first, and where other processes want the processor each yield is theirs for milliseconds.
/// </summary>
#pragma warning disable CA1001 // One for each log, and it is not known which side uses it last.
internal sealed class IdRequests
#pragma warning restore CA1001
{
    private readonly Queue<IdRequest> _waiting = [];
    private readonly AutoResetEvent _hasCome = new(false);
    private bool _isAsleep;
    private bool _isClosed;

    /// <returns>False when this is closed.</returns>
    public bool TryAdd(IdRequest request)
    {
        lock (_waiting)
        {
            if (_isClosed)
            {
                return false;
            }

            _waiting.Enqueue(request);
            Wake();
            return true;
        }
    }

    /// <summary>Waits for the next one. For one thread only.</summary>
    /// <returns>Null when this is closed, and all were taken.</returns>
    public IdRequest? Take()
    {
        while (true)
        {
            lock (_waiting)
            {
                if (_waiting.TryDequeue(out var request) || _isClosed)
                {
                    return request;
                }

                _isAsleep = true;
            }

            _hasCome.WaitOne();
        }
    }

    public void Close()
    {
        lock (_waiting)
        {
            _isClosed = true;
            Wake();
        }
    }

    private void Wake()
    {
        if (_isAsleep)
        {
            _isAsleep = false;
            _hasCome.Set();
        }
    }
}
