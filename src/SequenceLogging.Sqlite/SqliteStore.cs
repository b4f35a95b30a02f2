using SequenceLogging.Sqlite.Reading;
using SequenceLogging.Sqlite.Signatures;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite;

/// <summary>
/// Sequences in one SQLite file: WAL, <c>synchronous=FULL</c>, one writing connection for this process, and one writer at a
/// time over all processes. SQLite's I/O does not wait asynchronously, so neither do these methods.
/// </summary>
internal sealed class SqliteStore : ISequenceStore
{
    /// <summary>How long a commit may wait for the commits of other processes.</summary>
    private static readonly TimeSpan TurnTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long closing may wait for that; what it would do is only to tidy up.</summary>
    private static readonly TimeSpan LastTurnTimeout = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly WriteLock _turn;
    private readonly CurrentFile _file;
    private readonly SqliteReader _reader;
    private readonly SignatureWork _signing;
    private bool _isDisposed;

    private SqliteStore(string path, CurrentFile file, WriteLock turn, TimeProvider time)
    {
        _file = file;
        _turn = turn;
        _reader = SqliteReader.Open(path);
        _file.Leaving = _reader.Connections.Disconnect;
        Name = "SQLite " + path;
        _signing = new SignatureWork(Name, time, cancellationToken => Sign(SignatureWork.Due, cancellationToken));
        _signing.Start();
    }

    public string Name { get; }

    public ISequenceReader Reader => _reader;

    public static SqliteStore Open(string path, TimeProvider time)
    {
        StoreFile.Create(path);
        var turn = new WriteLock(path, time);
        using var hold = turn.Enter(TurnTimeout);
        var file = new CurrentFile(path, time);
        try
        {
            file.Open();
            return new SqliteStore(path, file, turn, time);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return ValueTask.FromResult(Commit(writer => writer.Create(sequence), cancellationToken));
    }

    public ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var user = sequence.UserId
            ?? throw new ArgumentException("A user id is required to find the user's sequence.", nameof(sequence));
        return ValueTask.FromResult(
            Commit(writer => writer.Sequences.FindOpen(user) ?? writer.Create(sequence), cancellationToken));
    }

    public ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var result = Commit(writer => writer.Write(batch), cancellationToken);
        _signing.Note(batch.Count);
        return ValueTask.FromResult(result);
    }

    public ValueTask<RecordOutcome?> RetryRejectedAsync(long id, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Commit(writer => writer.Retry(id), cancellationToken));

    public ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default)
    {
        if (kind is StoreErrorKind.InputOutput or StoreErrorKind.Unavailable or StoreErrorKind.ReadOnly or StoreErrorKind.Corrupt)
        {
            InTurn(
                () =>
                {
                    _file.Recover(kind);
                    return true;
                },
                cancellationToken);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, IdBlock.LargestSize);
        return ValueTask.FromResult(Commit(writer => writer.Counters.Lease(at, count), cancellationToken));
    }

    public ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default)
    {
        if (rest.Count > 0)
        {
            Commit(writer => writer.Counters.Return(rest), cancellationToken);
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask<Pruning> PruneAsync(PruneQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);

        // What is to be spared is seen without the turn. What is to go is looked at again with it.
        var found = await _reader.LookForPrunedAsync(query, cancellationToken).ConfigureAwait(false);
        return query.IsDryRun || found.Sequences == 0 ? found : Commit(writer => writer.Prune(query), cancellationToken);
    }

    public ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default) =>
        user.IsDefault
            ? throw new ArgumentException("The user id is empty.", nameof(user))
            : ValueTask.FromResult(Erase(user, cancellationToken));

    /// <summary>Signs a piece of what was written, as it goes on in the background.</summary>
    /// <param name="due">For so many rows it is worth the work.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False where nothing is left, or another process was quicker.</returns>
    internal bool Sign(int due, CancellationToken cancellationToken)
    {
        foreach (var source in new[] { SignatureSource.Steps, SignatureSource.Errors })
        {
            // Made beside those who log, and stored in one short turn.
            if (_reader.DraftSignatureAsync(source, due, cancellationToken).AsTask().GetAwaiter().GetResult() is { } draft)
            {
                return Commit(writer => writer.Sign(draft), cancellationToken);
            }
        }

        return _reader.HasMoreToSignAsync(due, cancellationToken).AsTask().GetAwaiter().GetResult()
            && Commit(writer => writer.SignMore(due), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _signing.DisposeAsync().ConfigureAwait(false);
        await _reader.DisposeAsync().ConfigureAwait(false);
        await _closing.CancelAsync().ConfigureAwait(false);
        if (!await _writing.WaitAsync(LastTurnTimeout).ConfigureAwait(false))
        {
            // A call that does not come back, in SQLite or in the disk, is left to the end of the process: so is its connection.
            Trouble.Report("{0} was left open: a call of it did not end within {1}.", Name, LastTurnTimeout);
            return;
        }

        try
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                Close();
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private Erasure Erase(UserId user, CancellationToken cancellationToken)
    {
        var erasure = InTurn(() => _file.Erase(user, cancellationToken), cancellationToken);
        _signing.Start();
        return erasure;
    }

    private T Commit<T>(Func<BatchWriter, T> write, CancellationToken cancellationToken) =>
        InTurn(() => _file.Write(write), cancellationToken);

    private T InTurn<T>(Func<T> act, CancellationToken cancellationToken)
    {
        WaitInLine(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            using var hold = AwaitTurn(cancellationToken);
            return act();
        }
        finally
        {
            _writing.Release();
        }
    }

    private void WaitInLine(CancellationToken cancellationToken)
    {
        // Not Wait: whoever has just released it would have it again before those who wait, who get it in their order here. And not
        // WaitAsync with the token: what wakes that up needs a thread of the pool, and those may all be waiting for an id.
        var turn = _writing.WaitAsync(CancellationToken.None);
        try
        {
            turn.Wait(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The place in the line stays; whoever comes to it goes on to the next.
            _ = turn.ContinueWith(
                _ => _writing.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    private IDisposable AwaitTurn(CancellationToken cancellationToken)
    {
        if (_turn.TryEnter() is { } free)
        {
            return free;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            return _turn.Enter(TurnTimeout, either.Token);
        }
        catch (OperationCanceledException e)
        {
            // Two ways to give up: the caller's own token, and closing the store under it.
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectDisposedException($"{Name} was closed while others were writing to it.", e);
        }
    }

    private void Close()
    {
        try
        {
            using var hold = _turn.Enter(LastTurnTimeout);
            _file.Finish();
        }
        catch (SequenceStoreException e)
        {
            // Everything is committed; the next one to open the file finds it in the WAL.
            Trouble.Report("{0} was closed without a checkpoint: {1}", Name, e.Message);
        }
        finally
        {
            _file.Dispose();
        }
    }
}
