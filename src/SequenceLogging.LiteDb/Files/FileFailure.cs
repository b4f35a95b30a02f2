namespace SequenceLogging.LiteDb.Files;

/// <summary>
/// The first thing that went wrong in writing one of a store's files. From then on none of them takes anything: LiteDB goes on
/// in the belief that it was written, and must not bring the disk into a state that it never was to have.
/// </summary>
internal sealed class FileFailure
{
    private Exception? _cause;

    public Exception? Cause => Volatile.Read(ref _cause);

    public void Set(Exception cause) => Interlocked.CompareExchange(ref _cause, cause, null);
}
