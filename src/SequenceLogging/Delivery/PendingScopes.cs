using SequenceLogging.Context;
using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// The scopes that wait for an id, as long as they live. When the store has written what they began with, it is asked for
/// their ids, one scope after the other. Only the living are kept, so an outage costs no memory for journeys that are over.
/// </summary>
/// <param name="store">Is asked.</param>
/// <param name="written">Completes when the store has written all up to now.</param>
/// <param name="time">For the pauses between two tries.</param>
internal sealed class PendingScopes(ISequenceStore store, Func<Task> written, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly HashSet<SequenceScope> _scopes = [];
    private bool _isAsking;
    private volatile bool _isClosed;

    public void Add(SequenceScope scope)
    {
        lock (_lock)
        {
            _scopes.Add(scope);
            if (_isAsking)
            {
                return;
            }

            _isAsking = true;
        }

        using (ExecutionContext.SuppressFlow())
        {
            // On another thread: the store may keep whoever asks it.
            _ = Task.Run(AskAsync);
        }
    }

    public void Remove(SequenceScope scope)
    {
        lock (_lock)
        {
            _scopes.Remove(scope);
        }
    }

    public void Close() => _isClosed = true;

    private async Task AskAsync()
    {
        var attempt = 0;
        while (Waiting() is { Length: > 0 } scopes)
        {
            try
            {
                await written().ConfigureAwait(false);
                await AskAsync(scopes).ConfigureAwait(false);
                attempt = 0;
            }
            catch (Exception e)
            {
                if (_isClosed)
                {
                    return;
                }

                Trouble.Report("{0} does not tell the ids of pending scopes; it is asked again: {1}", store.Name, e);
                var pause = StoreReaction.For(StoreReaction.KindOf(e)).WaitAfter(++attempt, Random.Shared.NextDouble());
                await Task.Delay(pause, time).ConfigureAwait(false);
            }
        }
    }

    private SequenceScope[] Waiting()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                _scopes.Clear();
            }

            _isAsking = _scopes.Count > 0;
            return [.. _scopes];
        }
    }

    private async Task AskAsync(SequenceScope[] scopes)
    {
        foreach (var scope in scopes)
        {
            if (!scope.HasEnded && await store.Reader.FindByKeyAsync(scope.Pending!.Key).ConfigureAwait(false) is { } id)
            {
                scope.Learn(id);
            }

            // One that the store does not know was dropped or refused, or another process has it still: it stays pending.
            Remove(scope);
        }
    }
}
