using System.Collections.Concurrent;
using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// Asks the store for ids on a thread of its own, so that a caller's wait ends in time whatever the store does: it may hang in
/// a call that never returns. A request that is given up is withdrawn, or cancelled when it is under way.
/// </summary>
internal sealed class IdIssuer
{
    private readonly BlockingCollection<IdRequest> _requests = [];
    private readonly ISequenceStore _store;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly Func<Task> _catchUp;
    private readonly Action<SequenceId> _abandon;
    private readonly Action<SequenceId, NewSequence> _begin;
    private readonly LeasedIds? _leased;
    private int _standsBack;

    /// <param name="store">Issues the ids.</param>
    /// <param name="options">Say how long to wait.</param>
    /// <param name="catchUp">Waits until the store has all that was logged: then it knows what was ended.</param>
    /// <param name="abandon">Ends a sequence that was created for somebody who had given up.</param>
    /// <param name="begin">Puts the beginning of a sequence under a leased id on its way.</param>
    public IdIssuer(
        ISequenceStore store,
        SequenceLogOptions options,
        Func<Task> catchUp,
        Action<SequenceId> abandon,
        Action<SequenceId, NewSequence> begin)
    {
        _store = store;
        _timeout = options.IdTimeout;
        _time = options.TimeProvider;
        _catchUp = catchUp;
        _abandon = abandon;
        _begin = begin;
        _leased = options.IdBlockSize > 1 ? new LeasedIds(store, options.IdBlockSize) : null;
        using (ExecutionContext.SuppressFlow())
        {
            new Thread(Run) { Name = "SequenceLogging ids", IsBackground = true }.Start();
        }
    }

    /// <summary>Whether the store was too slow and has not written since: then nobody need wait for it again.</summary>
    public bool StandsBack => Volatile.Read(ref _standsBack) != 0;

    /// <summary>Waits on the calling thread, which needs no other one of the pool: those may all be waiting here.</summary>
    /// <returns>Why there is no id; null when there is one.</returns>
    public Exception? TryIssue(IdRequest request, out SequenceId id)
    {
        if (TryTakeLeased(request, out id))
        {
            return null;
        }

        var start = _time.GetTimestamp();
        if (request.JoinsOpen && !_catchUp().Wait(_timeout))
        {
            return Late();
        }

        Ask(request);
        if (Task.WaitAny([request.Answer], Rest(start)) < 0 && request.TryGiveUp())
        {
            return Late();
        }

        if (request.Answer.IsCompletedSuccessfully)
        {
            id = request.Answer.Result;
            return null;
        }

        return request.Answer.Exception!.InnerException;
    }

    /// <summary>The same without a thread that waits.</summary>
    /// <exception cref="SequenceStoreException">The store could not, or not in time.</exception>
    /// <exception cref="OperationCanceledException">The caller has given up before.</exception>
    public async ValueTask<SequenceId> IssueAsync(IdRequest request, CancellationToken cancellationToken)
    {
        if (TryTakeLeased(request, out var id))
        {
            return id;
        }

        var start = _time.GetTimestamp();
        try
        {
            if (request.JoinsOpen)
            {
                await _catchUp().WaitAsync(_timeout, _time, cancellationToken).ConfigureAwait(false);
            }

            Ask(request);
            return await request.Answer.WaitAsync(Rest(start), _time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (!request.TryGiveUp())
            {
                return await request.Answer.ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw Late();
        }
    }

    /// <summary>From now on, until the store has written again, <see cref="StandsBack"/>.</summary>
    /// <param name="hasWritten">Completes then.</param>
    public void StandBack(Task hasWritten)
    {
        if (Interlocked.Exchange(ref _standsBack, 1) == 0)
        {
            hasWritten.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => Volatile.Write(ref _standsBack, 0));
        }
    }

    /// <summary>No request is taken any more.</summary>
    public void Close() => _requests.CompleteAdding();

    /// <summary>Gives back the leased ids that nobody has seen. Call when all that was begun is in the store, before that closes.</summary>
    public async Task ReturnLeasedAsync(TimeSpan timeout)
    {
        if (_leased is null)
        {
            return;
        }

        using var giveUp = new CancellationTokenSource(timeout, _time);
        try
        {
            await _leased.ReturnAsync(giveUp.Token).WaitAsync(timeout, _time).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SequenceStoreException or OperationCanceledException or TimeoutException)
        {
            // They stay a gap, and the account of ids says that they were leased.
            Trouble.Report("{0} did not take back the ids that were leased and not used: {1}", _store.Name, e.Message);
        }
    }

    private void Ask(IdRequest request)
    {
        try
        {
            _requests.Add(request, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(SequenceLog), $"The log on {_store.Name} was closed before.");
        }
    }

    private bool TryTakeLeased(IdRequest request, out SequenceId id)
    {
        id = default;
        if (_leased is null || request.JoinsOpen || _requests.IsAddingCompleted
            || !_leased.TryTake(request.Sequence.CreatedAt, out id))
        {
            return false;
        }

        _begin(id, request.Sequence);
        return true;
    }

    private void Run()
    {
        foreach (var request in _requests.GetConsumingEnumerable())
        {
            if (!request.Answer.IsCompleted)
            {
                // Not awaited: a store that can wait for several answers at once does.
                _ = AnswerAsync(request);
            }
        }

        _requests.Dispose();
    }

    private async Task AnswerAsync(IdRequest request)
    {
        try
        {
            var id = await IssueAsync(request).ConfigureAwait(false);
            if (!request.TryAnswer(id) && !request.JoinsOpen)
            {
                // What is the user's open sequence anyway is joined by whoever comes next; nobody would ever enter this one.
                _abandon(id);
            }
        }
        catch (Exception e)
        {
            request.TryFail(e);
        }
    }

    private async ValueTask<SequenceId> IssueAsync(IdRequest request)
    {
        if (request.JoinsOpen)
        {
            return await _store.FindOpenOrCreateAsync(request.Sequence, request.GivingUp).ConfigureAwait(false);
        }

        if (_leased is null)
        {
            return await _store.CreateAsync(request.Sequence, request.GivingUp).ConfigureAwait(false);
        }

        var id = await _leased.TakeAsync(request.Sequence.CreatedAt, request.GivingUp).ConfigureAwait(false);
        _begin(id, request.Sequence);
        return id;
    }

    private TimeSpan Rest(long start)
    {
        var rest = _timeout - _time.GetElapsedTime(start);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    private SequenceStoreException Late() => new(
        $"{_store.Name} has issued no id within the IdTimeout of {_timeout}. Try again, or see what keeps the store from writing: "
        + "another process that holds it, a slow disk, a lost connection.")
    {
        Kind = StoreErrorKind.Busy,
    };
}
