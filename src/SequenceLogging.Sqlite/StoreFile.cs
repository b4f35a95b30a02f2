using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite;

/// <summary>The file of a store: made for its owner only, never over another file.</summary>
internal static class StoreFile
{
    /// <summary>Creates an empty file where there is none. SQLite gives its side files the same mode.</summary>
    public static void Create(string path)
    {
        try
        {
            using var file = new FileStream(path, OwnerOnly(FileShare.ReadWrite | FileShare.Delete));
        }
        catch (DirectoryNotFoundException e)
        {
            throw new SequenceStoreException(
                $"SQLite store {path}: the folder {Path.GetDirectoryName(path)} does not exist. Create it, or choose another path.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            var hint = Directory.Exists(path) ? "It is a folder; name a file in it." : "Give this user the right to write it.";
            throw new SequenceStoreException($"SQLite store {path} cannot be opened for writing. {hint}", e)
            {
                Kind = StoreErrorKind.ReadOnly,
            };
        }
        catch (IOException e)
        {
            throw new SequenceStoreException($"SQLite store {path} cannot be opened: {e.Message}", e)
            {
                Kind = StoreErrorKind.InputOutput,
            };
        }
    }

    /// <summary>Opens a file for reading and writing; one that has to be created is readable by nobody else.</summary>
    public static FileStreamOptions OwnerOnly(FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
