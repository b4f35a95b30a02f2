using System.Runtime.InteropServices;
using SQLitePCL;

namespace SequenceLogging.Sqlite.Native;

/// <summary>
/// Is told by SQLite with each commit how many pages the WAL has by then. The file's length does not say it, since the file is
/// written over from its beginning; and to ask for it has the system write the file's times with each sync, too.
/// </summary>
internal sealed class WalHook
{
    private const string Library = "e_sqlite3";

    // SQLite keeps a pointer to it.
    private readonly Callback _callback;

    public WalHook() => _callback = (_, _, _, pages) =>
    {
        Pages = pages;
        return raw.SQLITE_OK;
    };

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Callback(nint argument, nint database, nint schema, int pages);

    /// <summary>Pages in the WAL after the last commit of this connection; null where it has made none, or cannot be told.</summary>
    public int? Pages { get; private set; }

    /// <summary>Call when SQLite's own checkpoint was switched off: that takes the same place.</summary>
    public void Attach(sqlite3 handle)
    {
        // A handle of another library (an application may bring one that encrypts) means nothing to this one.
        if (raw.GetNativeLibraryName() == Library)
        {
            Set(handle.DangerousGetHandle(), _callback, 0);
            GC.KeepAlive(handle);
        }
    }

    [DllImport(Library, EntryPoint = "sqlite3_wal_hook")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern nint Set(nint handle, Callback callback, nint argument);
}
