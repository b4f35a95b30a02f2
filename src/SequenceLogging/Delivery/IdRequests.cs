namespace SequenceLogging.Delivery;

/// <summary>
/// Requests on their way to the thread that asks the store. That one sleeps while there is none: the collections of .NET have it
/// spin and yield first, and where other processes want the processor each yield is theirs for milliseconds.
/// </summary>
internal sealed class IdRequests
{
    private readonly Queue<IdRequest> _waiting = [];
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
            Monitor.Pulse(_waiting);
            return true;
        }
    }

    /// <summary>Waits for the next one.</summary>
    /// <returns>Null when this is closed, and all were taken.</returns>
    public IdRequest? Take()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_waiting);
            }

            return _waiting.TryDequeue(out var request) ? request : null;
        }
    }

    public void Close()
    {
        lock (_waiting)
        {
            _isClosed = true;
            Monitor.Pulse(_waiting);
        }
    }
}
