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
    private const int MostTries = 100;

    private readonly FileStream _lock;
    private LeaseNotes? _leases;
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
        try
        {
            CreateFolder(path);
            return CreateLocked(path);
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

    /// <summary>
    /// Takes over the journals whose processes have died, each when it is asked for. Dispose each, or <see cref="Remove"/>
    /// it when all of it is stored.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="own">The journal of this process, which is none of them, even where the file system knows no locks.</param>
    public static IEnumerable<JournalFolder> AdoptAll(string path, string? own = null)
    {
        foreach (var file in FilesIn(path, "*" + LockSuffix).Where(f => System.IO.Path.GetFileNameWithoutExtension(f) != own))
        {
            if (TryAdopt(path, file) is { } journal)
            {
                yield return journal;
            }
        }
    }

    /// <summary>
    /// The ids that processes which were killed had leased, and that nobody has seen. Each is found once, whatever becomes of it.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="own">The journal of this process.</param>
    public static IReadOnlyList<IdBlock> TakeLeases(string path, string? own)
    {
        try
        {
            var left = new List<IdBlock>();
            foreach (var journal in AdoptAll(path, own))
            {
                using (journal)
                {
                    left.AddRange(LeaseNotes.TakeFrom(journal._lock));
                }
            }

            return left;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Trouble.Report("The ids that a killed process left in {0} stay a gap: {1}", path, e.Message);
            return [];
        }
    }

    /// <summary>Where this process notes what is left of the ids that it has leased.</summary>
    /// <exception cref="IOException">The disk has no room.</exception>
    public LeaseNotes Leases() => _leases ??= LeaseNotes.Create(_lock);

    /// <summary>The segments of this journal, oldest first.</summary>
    public IReadOnlyList<string> Segments() =>
        FilesIn(Path, Producer + "-*" + SegmentSuffix);

    public string NextSegmentPath() =>
        System.IO.Path.Combine(Path, FormattableString.Invariant($"{Producer}-{++_segments:D9}{SegmentSuffix}"));

    /// <summary>Removes the journal with all that is in it.</summary>
    public void Remove()
    {
        foreach (var segment in Segments())
        {
            Delete(segment);
        }

        // A file that is held cannot be deleted on Windows; elsewhere it goes first, so that nobody adopts what is not there.
        if (OperatingSystem.IsWindows())
        {
            Dispose();
        }

        Delete(LockPath(Path, Producer));
        Dispose();
    }

    /// <summary>Gives the journal up; what is in it waits for the next process.</summary>
    public void Dispose()
    {
        _leases?.Dispose();
        _leases = null;
        _lock.Dispose();
    }

    /// <summary>Deletes a file of a journal. One that stays does no harm: the store has what is in it.</summary>
    internal static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Trouble.Report("{0} could not be deleted; the next process that opens the store tries again: {1}", file, e.Message);
        }
    }

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

    private static JournalFolder CreateLocked(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            var producer = Guid.NewGuid().ToString("N");
            try
            {
                var journal = new JournalFolder(path, producer, Hold(LockPath(path, producer), FileMode.CreateNew));
                if (File.Exists(LockPath(path, producer)) || attempt >= MostTries)
                {
                    return journal;
                }

                // Taken for that of a dead process, and deleted, before it was locked here: nobody would ever find it again.
                journal.Dispose();
            }
            catch (IOException e) when (e.GetType() == typeof(IOException) && attempt < MostTries)
            {
                // Created and locked are two moments: another process took it for that of a dead one in between.
            }
        }
    }

    private static JournalFolder? TryAdopt(string path, string file)
    {
        try
        {
            return new JournalFolder(path, System.IO.Path.GetFileNameWithoutExtension(file), Hold(file, FileMode.Open));
        }
        catch (IOException)
        {
            // Its process lives, or another one adopted it in this moment.
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            Trouble.Report(
                "The journal {0} belongs to somebody else; a process of its owner has to bring it home: {1}", file, e.Message);
            return null;
        }
    }

    private static FileStream Hold(string file, FileMode mode) => new(file, OwnerOnly(mode, FileShare.None));

    private static IReadOnlyList<string> FilesIn(string path, string pattern) =>
        Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, pattern).Order(StringComparer.Ordinal)] : [];

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
