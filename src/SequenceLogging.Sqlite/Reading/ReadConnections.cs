using System.Collections.Concurrent;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Schema;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>
/// The connections that read one file, for all readers of this process: that of the store, and those that were opened beside it.
/// Whoever writes can close all that are free, when the file is to be moved.
/// </summary>
internal sealed class ReadConnections
{
    private const int MostKept = 4;
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    private static readonly Lock Shares = new();
    private static readonly Dictionary<string, ReadConnections> ByPath = new(StringComparer.Ordinal);

    private readonly ConcurrentBag<Database> _free = [];
    private readonly string _path;
    private int _readers;
    private long _newerVersion;

    private ReadConnections(string path) => _path = path;

    /// <summary>The schema version of a store that a newer build has written; 0 for any other.</summary>
    public long NewerVersion => Interlocked.Read(ref _newerVersion);

    /// <summary>Those of a path, which is the same however the file was named; <see cref="Release"/> them once.</summary>
    public static ReadConnections Share(string path)
    {
        lock (Shares)
        {
            if (!ByPath.TryGetValue(path, out var connections))
            {
                ByPath.Add(path, connections = new ReadConnections(path));
            }

            connections._readers++;
            return connections;
        }
    }

    public void Release()
    {
        lock (Shares)
        {
            if (--_readers > 0)
            {
                return;
            }

            ByPath.Remove(_path);
        }

        Disconnect();
    }

    /// <summary>Closes the connections that no question is using: the next one opens the file anew.</summary>
    public void Disconnect()
    {
        while (_free.TryTake(out var database))
        {
            database.Dispose();
        }
    }

    public Database Rent()
    {
        while (_free.TryTake(out var free))
        {
            if (!free.HasMoved)
            {
                return free;
            }

            free.Dispose();
        }

        var database = Database.OpenReader(_path, BusyTimeout);
        try
        {
            Note(StoreSchema.VerifyReadable(database));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public void Return(Database database)
    {
        if (Volatile.Read(ref _readers) == 0 || _free.Count >= MostKept)
        {
            database.Dispose();
        }
        else
        {
            _free.Add(database);
        }
    }

    private void Note(long version)
    {
        var newer = version > StoreSchema.Version ? version : 0;
        if (Interlocked.Exchange(ref _newerVersion, newer) != newer && newer > 0)
        {
            Trouble.Report("{0}", StoreSchema.TextOfNewer(_path, newer));
        }
    }
}
