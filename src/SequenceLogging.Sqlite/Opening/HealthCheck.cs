using System.Diagnostics;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Opening;

/// <summary>
/// SQLite's quick check for at most a time: 100 MB take some tenths of a second, 10 GB as long as the disk likes. A check
/// that ran out of time has found nothing wrong so far and says nothing of the rest; SQLite will when it comes there.
/// </summary>
internal static class HealthCheck
{
    /// <summary>Others wait for their turn meanwhile.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public static FileHealth Run(Database database, TimeSpan limit)
    {
        var start = Stopwatch.GetTimestamp();
        database.WatchTime(limit);
        try
        {
            using var check = database.Prepare("PRAGMA quick_check(1)");
            return check.Step() && check.Text(0) == "ok" ? FileHealth.Sound : FileHealth.Damaged;
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.Corrupt)
        {
            return FileHealth.Damaged;
        }
        catch (SequenceStoreException) when (Stopwatch.GetElapsedTime(start) > limit)
        {
            return FileHealth.Unknown;
        }
        finally
        {
            database.WatchNothing();
        }
    }
}

/// <summary>What a check says of a store's file.</summary>
internal enum FileHealth
{
    /// <summary>All of it was looked at, and nothing is wrong.</summary>
    Sound,

    /// <summary>The time was over before all of it was looked at.</summary>
    Unknown,

    /// <summary>It is damaged.</summary>
    Damaged,
}
