namespace TestKit;

/// <summary>Logs of real processes, too large for the repository: they lie in a folder beside it.</summary>
public static class RealLog
{
    public const string Missing = "There is no folder ../shared/data with the log beside the repository.";

    /// <summary>The path of a log; null where there is none.</summary>
    public static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SequenceLogging.sln")))
            {
                var file = Path.Combine(folder.FullName, "..", "shared", "data", name);
                return File.Exists(file) ? file : null;
            }
        }

        return null;
    }
}
