using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Reading;
using SequenceLogging.Sqlite.Schema;
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
    private readonly Database _database;
    private readonly BatchWriter _writer;
    private readonly WriteLock _turn;
    private readonly WalCheckpoint _checkpoint;
    private readonly SqliteReader _reader;
    private bool _isDisposed;

    private SqliteStore(Database database, WriteLock turn)
    {
        _database = database;
        _turn = turn;
        _writer = new BatchWriter(database);
        _checkpoint = new WalCheckpoint(database);
        _reader = SqliteReader.Open(database.Path);
        Name = "SQLite " + database.Path;
    }

    /// <summary>
    /// <c>PRAGMA synchronous</c>. Nothing less than FULL keeps what is promised; it is not a setting, but the fault tests show
    /// with it that they would notice.
    /// </summary>
    internal static string Synchronous { get; set; } = "FULL";

    public string Name { get; }

    public ISequenceReader Reader => _reader;

    public static SqliteStore Open(string path, TimeProvider time)
    {
        StoreFile.Create(path);
        var turn = new WriteLock(path, time);
        using var hold = turn.Enter(TurnTimeout);
        var database = Connect(path);
        try
        {
            return new SqliteStore(database, turn);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens the connection that writes, and makes the tables of a new store. The caller has the turn.</summary>
    internal static Database Connect(string path)
    {
        var database = Database.OpenWriter(path, TurnTimeout);
        try
        {
            database.Execute($"PRAGMA synchronous = {Synchronous}");
            database.Execute("PRAGMA wal_autocheckpoint = 0");
            database.Execute("PRAGMA temp_store = MEMORY");
            database.Execute("PRAGMA cache_size = -32000");
            StoreSchema.Ensure(database);
            database.Execute($"PRAGMA journal_size_limit = {WalCheckpoint.SizeAfterReset}");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return ValueTask.FromResult(Commit(() => _writer.Create(sequence), cancellationToken));
    }

    public ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var user = sequence.UserId
            ?? throw new ArgumentException("A user id is required to find the user's sequence.", nameof(sequence));
        return ValueTask.FromResult(
            Commit(() => _writer.Sequences.FindOpen(user) ?? _writer.Create(sequence), cancellationToken));
    }

    public ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return ValueTask.FromResult(Commit(() => _writer.Write(batch), cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync().ConfigureAwait(false);
        await _closing.CancelAsync().ConfigureAwait(false);
        await _writing.WaitAsync().ConfigureAwait(false);
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

    private T Commit<T>(Func<T> write, CancellationToken cancellationToken)
    {
        _writing.Wait(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            using var hold = AwaitTurn(cancellationToken);
            var result = InTransaction(write);
            _checkpoint.RunWhenDue();
            return result;
        }
        finally
        {
            _writing.Release();
        }
    }

    private IDisposable AwaitTurn(CancellationToken cancellationToken)
    {
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

    private T InTransaction<T>(Func<T> write)
    {
        try
        {
            _database.Execute("BEGIN IMMEDIATE");
            _writer.Begin();
            var result = write();
            _database.Execute("COMMIT");
            return result;
        }
        catch
        {
            _database.RollBack();
            _writer.Forget();
            throw;
        }
    }

    private void Close()
    {
        try
        {
            using var hold = _turn.Enter(LastTurnTimeout);
            _checkpoint.Finish();
        }
        catch (SequenceStoreException e)
        {
            // Everything is committed; the next one to open the file finds it in the WAL.
            Serilog.Debugging.SelfLog.WriteLine("{0} was closed without a checkpoint: {1}", Name, e.Message);
        }
        finally
        {
            _database.Dispose();
        }
    }
}
