using SequenceLogging.LiteDb.Documents;
using SequenceLogging.LiteDb.Files;
using SequenceLogging.LiteDb.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Opening;

/// <summary>The files of a store from their opening to the first thing that goes wrong with them, or to their end.</summary>
internal sealed class Session
{
    /// <summary>From this size in bytes on the log is worth its three fsyncs; LiteDB reads it whole at every opening.</summary>
    private const long LongLog = 8 << 20;

    private readonly StorePaths _paths;
    private readonly StoreWriter? _writer;

    private Session(StorePaths paths, Database database, bool toWrite)
    {
        _paths = paths;
        Database = database;
        if (toWrite)
        {
            StoreSchema.Ensure(database, paths.Data);
            database.CheckpointByHand();
            database.Checkpoint();
            Compaction.Remove(paths.Copy);
            _writer = new StoreWriter(database, new LastIds(paths.Ids));
        }
        else
        {
            StoreSchema.VersionOf(database, paths.Data);
        }
    }

    public Database Database { get; }

    /// <summary>Writes, and then brings the log into the file where it has become long.</summary>
    public T Write<T>(Func<StoreWriter, T> write)
    {
        var writer = _writer ?? throw new InvalidOperationException($"{_paths.Data} was opened for questions only.");
        var result = write(writer);

        // One look at the folder, little of what the commit costs: nobody would find again what is written to a file that is gone.
        if (!Database.IsBroken && Database.HasMoved)
        {
            Database.GiveUp();
            throw new SequenceStoreException(
                $"LiteDB store {_paths.Data} was deleted, moved or replaced while it was open. What is logged goes on in the file that "
                + "is there now, or in a new one.");
        }

        if (!Database.IsBroken && Database.LogLength > LongLog)
        {
            Finish();
        }

        return result;
    }

    /// <summary>Opens the files of a store.</summary>
    /// <param name="paths">Where.</param>
    /// <param name="toWrite">Whether to make them where there are none.</param>
    /// <param name="logToKeep">Of a log that could not be written to its end, how much is on the disk; -1: as it is.</param>
    public static Session Open(StorePaths paths, bool toWrite, long logToKeep)
    {
        if (toWrite)
        {
            FileOpening.CheckFolder(paths.Data);
        }
        else
        {
            FileOpening.CheckThere(paths.Data);
        }

        Database database;
        try
        {
            if (toWrite)
            {
                LogFile.CutOff(paths.Log, logToKeep);
            }

            database = Database.Open(paths, toWrite);
        }
        catch (Exception e) when (FileOpening.IsHeldByAnother(e))
        {
            throw FileOpening.Held(paths.Data, "another process", e);
        }

        try
        {
            return new Session(paths, database, toWrite);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Leaves everything in the store's own file.</summary>
    public void Finish()
    {
        try
        {
            if (!Database.IsBroken)
            {
                Database.Checkpoint();
            }
        }
        catch (SequenceStoreException e)
        {
            // Everything is committed; the next one to open the file finds it in the log.
            Trouble.Report("{0} was closed without a checkpoint: {1}", _paths.Data, e.Message);
        }
    }

    /// <summary>Lets go of the files.</summary>
    /// <returns>How much of the log is on the disk, where that is not all of it; else -1.</returns>
    public long Close(DateTimeOffset now)
    {
        var hasMoved = Database.HasMoved;
        var isBroken = Database.IsBroken;
        var durable = Database.DurableLogLength;
        Database.Dispose();
        if (hasMoved && File.Exists(_paths.Log))
        {
            // It belongs to the file that is gone; LiteDB would put its pages into the next one.
            var aside = AsideFile.Move(_paths.Log, "stale", now);
            Trouble.Report("{0} was moved or replaced while it was open. What was in its log is {1} now.", _paths.Data, aside);
            return -1;
        }

        return isBroken ? durable : -1;
    }
}
