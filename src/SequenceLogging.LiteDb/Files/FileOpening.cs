using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Files;

/// <summary>What can be in the way of opening a store's file, in words.</summary>
internal static class FileOpening
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    /// <summary>Whether the kernel said that somebody else has the file open.</summary>
    public static bool IsHeldByAnother(Exception e) =>
        e is IOException { HResult: WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock };

    public static SequenceStoreException Held(string path, string by, Exception? cause = null) =>
        new(
            $"LiteDB store {path} is open in {by}. A LiteDB file is for one process alone: close it there, or use a store that "
            + "several can open (UseSqlite, UsePostgres).",
            cause)
        {
            Kind = StoreErrorKind.Busy,
        };

    /// <summary>Sees that a store can be made at a path where there is none.</summary>
    public static void CheckFolder(string path)
    {
        if (Directory.Exists(path))
        {
            throw new SequenceStoreException($"LiteDB store {path}: It is a folder; name a file in it.");
        }

        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
        {
            throw new SequenceStoreException(
                $"LiteDB store {path}: The folder {folder} does not exist. Create it, or choose another path.");
        }
    }

    /// <summary>Sees that there is a store to ask questions of.</summary>
    public static void CheckThere(string path)
    {
        if (!File.Exists(path))
        {
            throw new SequenceStoreException(
                Directory.Exists(path)
                    ? $"{path} is a folder; name the store's file in it."
                    : $"There is no LiteDB store at {path}. Name another, or let an application create it.");
        }
    }
}
