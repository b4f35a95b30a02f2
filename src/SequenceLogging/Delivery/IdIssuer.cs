using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// Asks the store for ids on a thread of its own, so that a caller's wait ends in time whatever the store does: it may hang in
/// a call that never returns. A request that is given up is withdrawn, or cancelled when it is under way.
/// </summary>
internal sealed class IdIssuer
{
    private readonly IdRequests _requests = new();
    private readonly ISequenceStore _store;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly Func<Task> _catchUp;
    private readonly Action<SequenceId> _abandon;
    private readonly Func<SequenceId, NewSequence, bool> _begin;
    private readonly LeasedIds? _leased;
    private readonly IReadOnlyList<IdBlock> _left;
    private int _standsBack;

    /// <param name="store">Issues the ids.</param>
    /// <param name="options">Say how long to wait.</param>
    /// <param name="catchUp">Waits until the store has all that was logged: then it knows what was ended.</param>
    /// <param name="abandon">Ends a sequence that was created for somebody who had given up.</param>
    /// <param name="begin">Puts the beginning of a sequence under a leased id on its way; false where there is no room for it.</param>
    /// <param name="leased">The numbers that this process has itself; null where it issues none.</param>
    /// <param name="left">What killed processes had leased, and nobody has seen.</param>
    public IdIssuer(
        ISequenceStore store,
        SequenceLogOptions options,
        Func<Task> catchUp,
        Action<SequenceId> abandon,
        Func<SequenceId, NewSequence, bool> begin,
        LeasedIds? leased,
        IReadOnlyList<IdBlock> left)
    {
        _store = store;
        _timeout = options.IdTimeout;
        _time = options.TimeProvider;
        _catchUp = catchUp;
        _abandon = abandon;
        _begin = begin;
        (_leased, _left) = (leased, left);
        using (ExecutionContext.SuppressFlow())
        {
            new Thread(Run) { Name = "SequenceLogging ids", IsBackground = true }.Start();
        }
    }

    /// <summary>Whether the store was too slow and has not written since: then nobody need wait for it again.</summary>
    public bool StandsBack => Volatile.Read(ref _standsBack) != 0;

    /// <summary>Waits on the calling thread, which needs no other one of the pool: those may all be waiting here.</summary>
    /// <returns>Why there is no id; null when there is one.</returns>
    public Exception? TryIssue(NewSequence sequence, bool joinsOpen, out SequenceId id)
    {
        if (TryTakeLeased(sequence, joinsOpen, out id))
        {
            return null;
        }

        var request = new IdRequest(sequence, joinsOpen);
        var start = _time.GetTimestamp();
        if (request.JoinsOpen && !PoolRoom.Wait(_catchUp().Wait, Rest(start)))
        {
            return Late();
        }

        Ask(request);
        if (!PoolRoom.Wait(request.Await, Rest(start)) && request.TryGiveUp())
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
    public ValueTask<SequenceId> IssueAsync(NewSequence sequence, bool joinsOpen, CancellationToken cancellationToken) =>
        TryTakeLeased(sequence, joinsOpen, out var id)
            ? ValueTask.FromResult(id)
            : AskAsync(new IdRequest(sequence, joinsOpen), cancellationToken);

    private async ValueTask<SequenceId> AskAsync(IdRequest request, CancellationToken cancellationToken)
    {
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
    public void Close()
    {
        _leased?.Close();
        _requests.Close();
    }

    /// <summary>The journal ends, and with it the notes of what is leased.</summary>
    public void LeaveNotes() => _leased?.LeaveNotes();

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
        if (!_requests.TryAdd(request))
        {
            throw new ObjectDisposedException(nameof(SequenceLog), $"The log on {_store.Name} was closed before.");
        }
    }

    private bool TryTakeLeased(NewSequence sequence, bool joinsOpen, out SequenceId id)
    {
        id = default;
        return _leased is not null && !joinsOpen && _leased.TryTake(sequence.CreatedAt, out id) && TryBegin(id, sequence);
    }

    /// <returns>False where there is no room for the beginning: then the number is nobody's, and the store is asked for one.</returns>
    private bool TryBegin(SequenceId id, NewSequence sequence)
    {
        if (_begin(id, sequence))
        {
            return true;
        }

        _leased!.PutBack(id);
        return false;
    }

    private void Run()
    {
        TakeBackLeft();
        while (_requests.Take() is { } request)
        {
            if (!request.Answer.IsCompleted)
            {
                // Not awaited: a store that can wait for several answers at once does.
                _ = AnswerAsync(request);
            }
        }
    }

    /// <summary>First of all, so that the ids of this process go on where those of a killed one ended.</summary>
    private void TakeBackLeft()
    {
        try
        {
            foreach (var block in _left.OrderByDescending(b => (b.Year, b.Month, b.First)))
            {
                _store.ReturnIdsAsync(block).AsTask().GetAwaiter().GetResult();
            }
        }
        catch (Exception e)
        {
            Trouble.Report("{0} did not take back the ids that a killed process had leased; they stay a gap: {1}", _store.Name, e.Message);
        }
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

        return _leased is not null
            && await _leased.TakeAsync(request.Sequence.CreatedAt, request.GivingUp).ConfigureAwait(false) is { } id
            && TryBegin(id, request.Sequence)
            ? id
            : await _store.CreateAsync(request.Sequence, request.GivingUp).ConfigureAwait(false);
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
