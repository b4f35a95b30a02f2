using SequenceLogging.LiteDb.Files;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Opening;

/// <summary>
/// The one opening of a file in this process, which its store and its readers share, one call at a time. The kernel keeps other
/// processes out, and ends that with this one, however it ends.
/// </summary>
internal sealed class OpenStore
{
    /// <summary>How long a call may wait for the others.</summary>
    private static readonly TimeSpan TurnTimeout = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, OpenStore> All = [];
    private static readonly Lock Registry = new();

    private readonly Turn _turn = new();
    private readonly TimeProvider _time;
    private int _users;
    private bool _hasWriter;
    private Session? _session;
    private long _logToKeep = -1;

    private OpenStore(string path, TimeProvider time)
    {
        Paths = new StorePaths(path);
        _time = time;
    }

    public StorePaths Paths { get; }

    /// <summary>Opens the store at a path, or joins whoever has it open in this process; one of them may write.</summary>
    public static OpenStore Attach(string path, bool toWrite, TimeProvider time)
    {
        lock (Registry)
        {
            var store = All.GetValueOrDefault(path) ?? new OpenStore(path, time);
            store.Join(toWrite);
            All[path] = store;
            return store;
        }
    }

    /// <summary>Ends what <see cref="Attach"/> began.</summary>
    public void Detach(bool fromWriting)
    {
        lock (Registry)
        {
            if (!_turn.TryEnter(TurnTimeout))
            {
                // A call that does not come back is left to the end of the process: so is the file.
                Trouble.Report("LiteDB store {0} was left open: a call of it did not end within {1}.", Paths.Data, TurnTimeout);
                return;
            }

            try
            {
                Leave(fromWriting);
            }
            finally
            {
                _turn.Leave();
            }
        }
    }

    /// <summary>Does something with the store, alone.</summary>
    public T InTurn<T>(Func<Session, T> act, CancellationToken cancellationToken)
    {
        if (!_turn.TryEnter(TurnTimeout, cancellationToken))
        {
            throw new SequenceStoreException(
                $"LiteDB store {Paths.Data} answered another question for {TurnTimeout.TotalSeconds} s. It is worth trying again.")
            {
                Kind = StoreErrorKind.Busy,
            };
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return act(Current());
        }
        finally
        {
            if (_session is { Database.IsBroken: true })
            {
                Drop();
            }

            _turn.Leave();
        }
    }

    /// <summary>Puts another opening in the place of this one. For use within a turn.</summary>
    public void Replace(Func<Session, Session> replace)
    {
        var session = Current();
        try
        {
            _session = replace(session);
        }
        finally
        {
            if (_session is { Database.IsClosed: true })
            {
                _session = null;
            }
        }
    }

    /// <summary>Does what a failure of this kind asks for before the next try.</summary>
    public void Recover(StoreErrorKind kind, CancellationToken cancellationToken)
    {
        if (!_turn.TryEnter(TurnTimeout, cancellationToken))
        {
            throw new SequenceStoreException($"LiteDB store {Paths.Data} is held by a call that does not end.") { Kind = StoreErrorKind.Busy };
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            Drop();
            try
            {
                var session = Current();
                if (kind is StoreErrorKind.Corrupt)
                {
                    HealthCheck.Run(session.Database, cancellationToken);
                }
            }
            catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.Corrupt)
            {
                GoOnInNewFile(e);
            }
        }
        finally
        {
            _turn.Leave();
        }
    }

    private void Join(bool toWrite)
    {
        if (toWrite && _hasWriter)
        {
            throw FileOpening.Held(Paths.Data, "this process, by another handle");
        }

        if (!_turn.TryEnter(TurnTimeout))
        {
            throw new SequenceStoreException($"LiteDB store {Paths.Data} is held by a call that does not end.") { Kind = StoreErrorKind.Busy };
        }

        try
        {
            if (toWrite || _session is null)
            {
                Drop();
                _session = Session.Open(Paths, toWrite || _hasWriter, _logToKeep);
            }

            _users++;
            _hasWriter |= toWrite;
        }
        finally
        {
            _turn.Leave();
        }
    }

    private void Leave(bool fromWriting)
    {
        _users--;
        _hasWriter &= !fromWriting;
        if (fromWriting)
        {
            _session?.Finish();
        }

        if (_users == 0)
        {
            Drop();
            All.Remove(Paths.Data);
        }
    }

    private Session Current() => _session ??= Session.Open(Paths, _hasWriter, _logToKeep);

    private void Drop()
    {
        if (_session is { } session)
        {
            _session = null;
            _logToKeep = session.Close(_time.GetUtcNow());
        }
    }

    private void GoOnInNewFile(SequenceStoreException cause)
    {
        Drop();
        string aside;
        try
        {
            aside = AsideFile.MoveStore(Paths, _time.GetUtcNow());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SequenceStoreException($"LiteDB store {Paths.Data} is damaged, and cannot be moved aside: {e.Message}", e)
            {
                Kind = StoreErrorKind.Corrupt,
            };
        }

        Trouble.Report(
            "{0} is damaged, and is {1} now. The log goes on in a new file, with ids above the last one. {2}",
            Paths.Data,
            aside,
            cause.Message);
        _logToKeep = -1;
        Current();
    }
}
