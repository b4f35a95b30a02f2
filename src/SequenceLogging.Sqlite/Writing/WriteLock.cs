using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// One writer at a time over all processes, by a lock on a file beside the store. SQLite has a lock of its own for that,
/// but up to version 3.51.2 a checkpoint beside a commit can damage the file (the WAL-reset bug), so commits and
/// checkpoints of all processes take turns here.
/// </summary>
internal sealed class WriteLock(string path, TimeProvider time)
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int QuickTries = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly string _path = path + ".lock";

    /// <summary>Waits for the turn; dispose the result to give it up.</summary>
    /// <exception cref="SequenceStoreException">Somebody else had the turn all the time.</exception>
    public IDisposable Enter(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var start = time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            if (TryEnter() is { } turn)
            {
                return turn;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (time.GetElapsedTime(start) >= timeout)
            {
                throw new SequenceStoreException(
                    $"{_path} was held by another process for {timeout.TotalSeconds:0.#} s. It is worth trying again.")
                {
                    Kind = StoreErrorKind.Busy,
                };
            }

            // To ask costs a processor more than to wait, and whoever has the turn needs it.
            if (tries > QuickTries || !Thread.Yield())
            {
                cancellationToken.WaitHandle.WaitOne(Pause);
            }
        }
    }

    private FileStream? TryEnter()
    {
        try
        {
            // The lock is the operating system's, so it ends with the process that holds it, however that ends.
            return new FileStream(_path, StoreFile.OwnerOnly(FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException e) when (e.HResult is WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SequenceStoreException(
                $"{_path} cannot be opened: {e.Message} See that the folder exists and that this user may write it.", e)
            {
                Kind = e is UnauthorizedAccessException ? StoreErrorKind.ReadOnly : StoreErrorKind.Unavailable,
            };
        }
    }
}
