using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite;

/// <summary>The file of a store: made for its owner only, never over another file.</summary>
internal static class StoreFile
{
    /// <summary>
    /// Creates an empty file where there is none. SQLite gives its side files the same mode. A file that is there is left
    /// alone: to close a second handle of it would end SQLite's locks on it in the whole process.
    /// </summary>
    public static void Create(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        if (Directory.Exists(path))
        {
            throw Failure(path, "It is a folder; name a file in it.");
        }

        try
        {
            using var file = new FileStream(path, OwnerOnly(FileMode.CreateNew, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
        catch (DirectoryNotFoundException e)
        {
            var folder = Path.GetDirectoryName(path);
            throw Failure(path, $"The folder {folder} does not exist. Create it, or choose another path.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Failure(
                path, "It cannot be created. Give this user the right to write the folder.", e, StoreErrorKind.ReadOnly);
        }
        catch (IOException e)
        {
            throw Failure(path, $"It cannot be created: {e.Message}", e, StoreErrorKind.InputOutput);
        }
    }

    /// <summary>The path with every link in it followed, so that two ways to one file are one store.</summary>
    public static string RealPath(string path)
    {
        if (Path.GetDirectoryName(path) is not { } folder)
        {
            return path;
        }

        var file = new FileInfo(Path.Join(RealPath(folder), Path.GetFileName(path)));
        try
        {
            return file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is { } target
                ? RealPath(target.FullName)
                : file.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Links in a circle, or in a folder that may not be read: what is wrong with them is said when the file is opened.
            return file.FullName;
        }
    }

    /// <summary>Opens a file for reading and writing; one that has to be created is readable by nobody else.</summary>
    public static FileStreamOptions OwnerOnly(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static SequenceStoreException Failure(
        string path, string reason, Exception? cause = null, StoreErrorKind kind = StoreErrorKind.Unavailable) =>
        new($"SQLite store {path}: {reason}", cause) { Kind = kind };
}
