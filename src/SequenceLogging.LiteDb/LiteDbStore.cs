using SequenceLogging.LiteDb.Opening;
using SequenceLogging.LiteDb.Reading;
using SequenceLogging.LiteDb.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb;

/// <summary>
/// Sequences in one LiteDB file: one process, one call at a time, one transaction for each batch. LiteDB's I/O does not wait
/// asynchronously, so neither do these methods.
/// </summary>
internal sealed class LiteDbStore : ISequenceStore
{
    private readonly OpenStore _file;
    private readonly LiteDbReader _reader;
    private int _isDisposed;

    private LiteDbStore(string path, TimeProvider time)
    {
        _file = OpenStore.Attach(path, toWrite: true, time);
        _reader = new LiteDbReader(_file, isOwner: false);
        Name = "LiteDB " + path;
    }

    public string Name { get; }

    public ISequenceReader Reader => _reader;

    public static LiteDbStore Open(string path, TimeProvider time) => new(path, time);

    public ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return Write(writer => writer.Create(sequence), cancellationToken);
    }

    public ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var user = sequence.UserId
            ?? throw new ArgumentException("A user id is required to find the user's sequence.", nameof(sequence));
        return Write(writer => writer.FindOpenOrCreate(user, sequence), cancellationToken);
    }

    public ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Write(writer => writer.Append(batch), cancellationToken);
    }

    public ValueTask<RecordOutcome?> RetryRejectedAsync(long id, CancellationToken cancellationToken = default) =>
        Write(writer => writer.Retry(id), cancellationToken);

    public ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        if (kind is StoreErrorKind.InputOutput or StoreErrorKind.Unavailable or StoreErrorKind.ReadOnly or StoreErrorKind.Corrupt)
        {
            _file.Recover(kind, cancellationToken);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, IdBlock.LargestSize);
        return Write(writer => writer.Lease(at, count), cancellationToken);
    }

    public async ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default) =>
        await Write(
            writer =>
            {
                writer.Return(rest);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    public ValueTask<Pruning> PruneAsync(PruneQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Write(writer => writer.Prune(query, cancellationToken), cancellationToken);
    }

    public ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default)
    {
        if (user.IsDefault)
        {
            throw new ArgumentException("The user id is empty.", nameof(user));
        }

        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        return ValueTask.FromResult(_file.InTurn(
            session =>
            {
                var erasure = session.Write(writer => writer.Erase(user, cancellationToken));
                Compact(user, cancellationToken);
                AsideFile.ReportLeft(_file.Paths);
                return erasure;
            },
            cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _file.Detach(fromWriting: true);
        }
    }

    private void Compact(UserId user, CancellationToken cancellationToken)
    {
        try
        {
            _file.Replace(session => Compaction.Run(_file.Paths, session, cancellationToken));
        }
        catch (Exception e) when (e is SequenceStoreException or IOException or UnauthorizedAccessException)
        {
            throw new SequenceStoreException(
                $"The documents of user {user} are deleted from {_file.Paths.Data}, but copies of them may be left in the file or its "
                + $"log; repeat the erasure. {e.Message}",
                e)
            {
                Kind = e is SequenceStoreException store ? store.Kind : StoreErrorKind.InputOutput,
            };
        }
    }

    private ValueTask<T> Write<T>(Func<StoreWriter, T> write, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        return ValueTask.FromResult(_file.InTurn(session => session.Write(write), cancellationToken));
    }
}
