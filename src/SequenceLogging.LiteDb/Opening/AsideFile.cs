using System.Globalization;
using SequenceLogging.LiteDb.Files;

namespace SequenceLogging.LiteDb.Opening;

/// <summary>
/// Moves files out of the way, under names that tell why and when (<c>sequences.litedb.corrupt-20261122T101500Z</c>), never over
/// another file.
/// </summary>
internal static class AsideFile
{
    /// <summary>Moves a store that is closed, with its log.</summary>
    /// <returns>The new path.</returns>
    public static string MoveStore(StorePaths paths, DateTimeOffset now)
    {
        var target = new StorePaths(Move(paths.Data, "corrupt", now));
        if (File.Exists(paths.Log))
        {
            File.Move(paths.Log, target.Log);
        }

        return target.Data;
    }

    /// <summary>Moves one file.</summary>
    /// <returns>The new path.</returns>
    public static string Move(string path, string why, DateTimeOffset now)
    {
        var name = $"{path}.{why}-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        for (var number = 1; ; number++)
        {
            var target = number == 1 ? name : $"{name}-{number}";
            if (!File.Exists(target) && !File.Exists(new StorePaths(target).Log))
            {
                File.Move(path, target);
                return target;
            }
        }
    }

    /// <summary>Says which files are left that the store no longer reaches.</summary>
    public static void ReportLeft(StorePaths paths)
    {
        var name = Path.GetFileName(paths.Data);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(paths.Data)!, Path.GetFileNameWithoutExtension(name) + "*"))
        {
            if (file.Contains(".corrupt-", StringComparison.Ordinal) || file.Contains(".stale-", StringComparison.Ordinal))
            {
                Trouble.Report(
                    "A user was erased from {0}. {1} was moved aside earlier, and may still hold the data.", paths.Data, file);
            }
        }
    }
}
