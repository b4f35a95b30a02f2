using LiteDB;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Documents;

/// <summary>What LiteDB and the disk throw, as a failure of the store.</summary>
internal static class Failures
{
    private const int LinuxNoSpace = 28;
    private const int LinuxQuota = 122;
    private const int MacQuota = 69;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static SequenceStoreException Of(string path, Exception cause)
    {
        var kind = KindOf(cause);
        return new SequenceStoreException($"LiteDB store {path}: {Say(kind, cause)}", cause) { Kind = kind };
    }

    /// <summary>Whether an exception is one of a caller's making, or is put into words already.</summary>
    public static bool IsOther(Exception e) =>
        e is SequenceStoreException or OperationCanceledException or ObjectDisposedException or ArgumentException { ParamName: "limit" };

    private static StoreErrorKind KindOf(Exception cause) => cause switch
    {
        IOException { HResult: LinuxNoSpace or LinuxQuota or MacQuota or WindowsDiskFull } => StoreErrorKind.Full,
        LiteException { ErrorCode: LiteException.FILE_SIZE_EXCEEDED } => StoreErrorKind.Full,
        LiteException { ErrorCode: LiteException.LOCK_TIMEOUT } => StoreErrorKind.Busy,
        LiteException { ErrorCode: LiteException.ENGINE_DISPOSED } => StoreErrorKind.InputOutput,
        EndOfStreamException => StoreErrorKind.Corrupt,
        IOException => StoreErrorKind.InputOutput,
        UnauthorizedAccessException => StoreErrorKind.ReadOnly,
        OutOfMemoryException => StoreErrorKind.Unavailable,

        // Whatever else comes out of LiteDB comes of pages that say what they cannot say: it trusts them.
        _ => StoreErrorKind.Corrupt,
    };

    private static string Say(StoreErrorKind kind, Exception cause) => kind switch
    {
        _ when cause is InvalidDataException => cause.Message,
        StoreErrorKind.Full => $"There is no room left. Make some; it goes on by itself. {cause.Message}",
        StoreErrorKind.Busy => $"It was busy for too long. {cause.Message}",
        StoreErrorKind.InputOutput => $"It cannot be read or written: {cause.Message}",
        StoreErrorKind.ReadOnly => $"It may not be written by this user: {cause.Message}",
        StoreErrorKind.Corrupt => $"Its content is damaged: {cause.Message}",
        _ => cause.Message,
    };
}
