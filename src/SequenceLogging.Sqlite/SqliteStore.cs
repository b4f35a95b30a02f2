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

    private readonly Lock _lock = new();
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

    public string Name { get; }

    public ISequenceReader Reader => _reader;

    public static SqliteStore Open(string path, TimeProvider time)
    {
        StoreFile.Create(path);
        var turn = new WriteLock(path, TurnTimeout, time);
        using var hold = turn.Enter();
        var database = Database.OpenWriter(path, TurnTimeout);
        try
        {
            database.Execute("PRAGMA synchronous = FULL");
            database.Execute("PRAGMA wal_autocheckpoint = 0");
            database.Execute("PRAGMA temp_store = MEMORY");
            database.Execute("PRAGMA cache_size = -32000");
            StoreSchema.Ensure(database);
            database.Execute($"PRAGMA journal_size_limit = {WalCheckpoint.SizeAfterReset}");
            return new SqliteStore(database, turn);
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
        var user = sequence.UserId ?? throw new ArgumentException("A user id is required to find the user's sequence.", nameof(sequence));
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
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                Close();
            }
        }
    }

    private T Commit<T>(Func<T> write, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            using var hold = _turn.Enter();
            try
            {
                _database.Execute("BEGIN IMMEDIATE");
                _writer.Begin();
                var result = write();
                _database.Execute("COMMIT");
                _checkpoint.RunWhenDue();
                return result;
            }
            catch
            {
                _database.RollBack();
                _writer.Forget();
                throw;
            }
        }
    }

    private void Close()
    {
        try
        {
            using var hold = _turn.Enter();
            _checkpoint.Finish();
            _database.Dispose();
        }
        catch (SequenceStoreException e)
        {
            // Everything is committed; the next one to open the file finds it in the WAL.
            Serilog.Debugging.SelfLog.WriteLine("{0} was closed without a checkpoint: {1}", Name, e.Message);
            _database.Dispose();
        }
    }
}
