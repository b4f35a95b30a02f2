using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Opening;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>The connection that writes, with all that is remembered of the file behind it; dropped as one.</summary>
internal sealed class StoreConnection : IDisposable
{
    private readonly Database _database;
    private readonly IdMarks _marks;
    private readonly BatchWriter _writer;

    private StoreConnection(Database database, IdMarks marks)
    {
        _database = database;
        _marks = marks;
        _writer = new BatchWriter(database, marks);
        Checkpoint = new WalCheckpoint(database, marks);
    }

    public WalCheckpoint Checkpoint { get; }

    /// <summary>Whether the path leads to another file by now, or to none.</summary>
    public bool HasMoved => _database.HasMoved;

    /// <summary>Opens the file, and makes the tables of a new store. The caller has the turn to write.</summary>
    public static StoreConnection Open(string path, IdMarks marks, TimeProvider time)
    {
        var connection = new StoreConnection(StoreOpening.Open(path, time), marks);
        try
        {
            marks.Fill(CounterTable.ReadAll(connection._database));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes in one transaction. The caller has the turn.</summary>
    public T Transact<T>(Func<BatchWriter, T> write)
    {
        try
        {
            _database.Prepare("BEGIN IMMEDIATE").Run();
            _marks.Begin();
            _writer.Begin();
            var result = write(_writer);
            _database.Prepare("COMMIT").Run();
            _marks.Save();
            return result;
        }
        catch
        {
            _database.RollBack();
            _writer.Forget();
            throw;
        }
    }

    /// <summary>
    /// Writes the whole file anew and empties the WAL, since a page keeps the bytes of rows that have been moved about in it,
    /// and the WAL those of all its pages.
    /// </summary>
    /// <exception cref="SequenceStoreException">There is no room for a second copy, or a reader needs the WAL.</exception>
    public void Compact(CancellationToken cancellationToken)
    {
        // A copy of the store must not lie in memory.
        _database.Execute("PRAGMA temp_store = FILE");
        _database.WatchCancellation(cancellationToken);
        try
        {
            _database.Execute("VACUUM");
        }
        catch (SequenceStoreException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        finally
        {
            _database.WatchNothing();
            _database.Execute("PRAGMA temp_store = MEMORY");
        }

        Checkpoint.FinishForGood();
    }

    public FileHealth CheckHealth() => HealthCheck.Run(_database, HealthCheck.Limit);

    public void Dispose() => _database.Dispose();
}
