using System.Globalization;

namespace SequenceLogging.Sqlite.Opening;

/// <summary>
/// Moves files out of the way, under names that tell why and when (<c>sequences.db.corrupt-20261122T101500Z</c>), never over
/// another file. What is in them can still be looked at, or repaired, with SQLite's own tools.
/// </summary>
internal static class AsideFile
{
    /// <summary>Moves a database with its WAL, which SQLite then finds under the new name. Call with no connection open.</summary>
    /// <returns>The new path.</returns>
    public static string MoveStore(string path, string why, DateTimeOffset now)
    {
        // The database first: a WAL without one is moved aside by the next process that comes here, but a database without
        // its WAL would be taken for whole.
        var target = Move(path, why, now);
        if (File.Exists(path + "-wal"))
        {
            File.Move(path + "-wal", target + "-wal");
        }

        File.Delete(path + "-shm");
        return target;
    }

    /// <summary>Says which files are left that the store no longer reaches.</summary>
    public static void ReportLeft(string path)
    {
        var name = Path.GetFileName(path);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, name + "*"))
        {
            if (file.Contains(name + ".corrupt-", StringComparison.Ordinal) || file.Contains(".stale-", StringComparison.Ordinal))
            {
                Trouble.Report("A user was erased from {0}. {1} was moved aside earlier, and may still hold the data.", path, file);
            }
        }
    }

    /// <summary>Moves one file.</summary>
    /// <returns>The new path.</returns>
    public static string Move(string path, string why, DateTimeOffset now)
    {
        var name = $"{path}.{why}-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        for (var number = 1; ; number++)
        {
            var target = number == 1 ? name : $"{name}-{number}";
            if (!File.Exists(target) && !File.Exists(target + "-wal"))
            {
                File.Move(path, target);
                return target;
            }
        }
    }
}
