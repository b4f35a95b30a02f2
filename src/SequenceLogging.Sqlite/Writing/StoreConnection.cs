using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Schema;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>The connection that writes, with all that is remembered of the file behind it; dropped as one.</summary>
internal sealed class StoreConnection : IDisposable
{
    /// <summary>How long SQLite waits for a program that takes no turns.</summary>
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);

    private readonly Database _database;
    private readonly BatchWriter _writer;

    private StoreConnection(Database database)
    {
        _database = database;
        _writer = new BatchWriter(database);
        Checkpoint = new WalCheckpoint(database);
    }

    public WalCheckpoint Checkpoint { get; }

    /// <summary>Opens the file, and makes the tables of a new store. The caller has the turn to write.</summary>
    public static StoreConnection Open(string path) => new(OpenDatabase(path));

    internal static Database OpenDatabase(string path)
    {
        var database = Database.OpenWriter(path, BusyTimeout);
        try
        {
            database.Execute("PRAGMA synchronous = FULL");
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

    /// <summary>Writes in one transaction. The caller has the turn.</summary>
    public T Transact<T>(Func<BatchWriter, T> write)
    {
        try
        {
            _database.Execute("BEGIN IMMEDIATE");
            _writer.Begin();
            var result = write(_writer);
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

    public void Dispose() => _database.Dispose();
}
