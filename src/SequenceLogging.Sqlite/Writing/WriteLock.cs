using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// One writer at a time over all processes, by a lock on a file beside the store. SQLite has a lock of its own for that,
/// but up to version 3.51.2 a checkpoint beside a commit can damage the file (the WAL-reset bug), so commits and
/// checkpoints of all processes take turns here.
/// </summary>
internal sealed class WriteLock(string path, TimeSpan timeout, TimeProvider time)
{
    private readonly string _path = path + ".lock";

    /// <summary>Waits for the turn; dispose the result to give it up.</summary>
    /// <exception cref="SequenceStoreException">Somebody else had the turn all the time.</exception>
    public IDisposable Enter()
    {
        var start = time.GetTimestamp();
        var spin = default(SpinWait);
        while (true)
        {
            try
            {
                // The lock is the operating system's, so it ends with the process that holds it, however that ends.
                return new FileStream(_path, StoreFile.OwnerOnly(FileShare.None));
            }
            catch (IOException e) when (e.GetType() == typeof(IOException) && time.GetElapsedTime(start) < timeout)
            {
                spin.SpinOnce();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Failure(e);
            }
        }
    }

    private SequenceStoreException Failure(Exception e) =>
        e.GetType() == typeof(IOException)
            ? new SequenceStoreException(
                $"{_path} was held by another process for {timeout.TotalSeconds:0.#} s. It is worth trying again.", e)
            {
                Kind = StoreErrorKind.Busy,
            }
            : new SequenceStoreException(
                $"{_path} cannot be opened: {e.Message} See that the folder exists and that this user may write it.", e)
            {
                Kind = e is UnauthorizedAccessException ? StoreErrorKind.ReadOnly : StoreErrorKind.Unavailable,
            };
}
