using SequenceLogging.Storage;

namespace SequenceLogging.Journaling;

/// <summary>
/// The journals of one store: for each process that writes to it a lock file, held as long as it lives, and its segments.
/// A lock file that nobody holds belongs to a process that died.
/// </summary>
internal sealed class JournalFolder : IDisposable
{
    private const string LockSuffix = ".lock";
    private const string SegmentSuffix = ".segment";

    private readonly FileStream _lock;
    private int _segments;

    private JournalFolder(string path, string producer, FileStream hold)
    {
        Path = path;
        Producer = producer;
        _lock = hold;
    }

    public string Path { get; }

    /// <summary>Names the stream of records of this journal, for ever.</summary>
    public string Producer { get; }

    /// <summary>Makes a journal for this process.</summary>
    /// <exception cref="SequenceStoreException">The folder cannot be written.</exception>
    public static JournalFolder Create(string path)
    {
        var producer = Guid.NewGuid().ToString("N");
        try
        {
            CreateFolder(path);
            var hold = new FileStream(LockPath(path, producer), OwnerOnly(FileMode.CreateNew, FileShare.None));
            return new JournalFolder(path, producer, hold);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SequenceStoreException(
                $"The journal folder {path} cannot be written: {e.Message} Name another one with JournalPath, or set UseJournal "
                + "to false: then a killed process loses what it has not written to the store yet.",
                e)
            {
                Kind = StoreErrorKind.Unavailable,
            };
        }
    }

    /// <summary>Takes over a journal whose process has died.</summary>
    /// <returns>Null when there is none left. Dispose the result, or <see cref="Remove"/> it when all of it is stored.</returns>
    public static JournalFolder? Adopt(string path)
    {
        if (!Directory.Exists(path))
        {
            return null;
        }

        foreach (var file in Directory.EnumerateFiles(path, "*" + LockSuffix).Order(StringComparer.Ordinal))
        {
            try
            {
                var hold = new FileStream(file, OwnerOnly(FileMode.Open, FileShare.None));
                return new JournalFolder(path, System.IO.Path.GetFileNameWithoutExtension(file), hold);
            }
            catch (IOException)
            {
                // Its process lives, or another one adopted it in this moment.
            }
        }

        return null;
    }

    /// <summary>The segments of this journal, oldest first.</summary>
    public IReadOnlyList<string> Segments() =>
        [.. Directory.EnumerateFiles(Path, Producer + "-*" + SegmentSuffix).Order(StringComparer.Ordinal)];

    public string NextSegmentPath() =>
        System.IO.Path.Combine(Path, FormattableString.Invariant($"{Producer}-{++_segments:D9}{SegmentSuffix}"));

    /// <summary>Removes the journal with all that is in it.</summary>
    public void Remove()
    {
        foreach (var segment in Segments())
        {
            File.Delete(segment);
        }

        // A file that is held cannot be deleted on Windows; elsewhere it goes first, so that nobody adopts what is not there.
        if (OperatingSystem.IsWindows())
        {
            Dispose();
        }

        File.Delete(LockPath(Path, Producer));
        Dispose();
    }

    /// <summary>Gives the journal up; what is in it waits for the next process.</summary>
    public void Dispose() => _lock.Dispose();

    /// <summary>Opens a file for reading and writing; one that has to be created is readable by nobody else.</summary>
    internal static FileStreamOptions OwnerOnly(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode is not FileMode.Open)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static string LockPath(string path, string producer) => System.IO.Path.Combine(path, producer + LockSuffix);
}
