using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Native;

/// <summary>SQLite's result codes as the kinds of failure that the delivery knows a reaction for.</summary>
internal static class SqliteError
{
    public static SequenceStoreException Make(int extendedCode, string message, string path)
    {
        var kind = KindOf(extendedCode);
        return new SequenceStoreException($"SQLite store {path}: {message} (code {extendedCode}). {NextStep(kind)}") { Kind = kind };
    }

    private static StoreErrorKind KindOf(int extendedCode) => (extendedCode & 0xFF) switch
    {
        5 or 6 => StoreErrorKind.Busy,
        8 => StoreErrorKind.ReadOnly,
        10 => StoreErrorKind.InputOutput,
        11 or 26 => StoreErrorKind.Corrupt,
        13 => StoreErrorKind.Full,
        14 => StoreErrorKind.Unavailable,
        18 or 19 or 20 => StoreErrorKind.BadData,
        1 or 21 => StoreErrorKind.Bug,
        _ => StoreErrorKind.Unavailable,
    };

    private static string NextStep(StoreErrorKind kind) => kind switch
    {
        StoreErrorKind.Busy => "Another process is writing; it is worth trying again.",
        StoreErrorKind.ReadOnly => "Give this user the right to write the file and its folder.",
        StoreErrorKind.InputOutput => "Look at the disk and the system's log.",
        StoreErrorKind.Corrupt => "Keep the file as it is, and go on with a backup or a new path.",
        StoreErrorKind.Full => "Make room on the disk; what waits is kept.",
        StoreErrorKind.Unavailable => "See that the folder exists and that this user may open the file.",
        StoreErrorKind.BadData => "The record is set aside; its neighbours are stored.",
        _ => "This is a mistake in SequenceLogging.Sqlite; please report it.",
    };
}
