using System.Runtime.InteropServices;
using SQLitePCL;

namespace SequenceLogging.Sqlite.Native;

/// <summary>The one question that the binding has no method for; asked of the native library that it brings.</summary>
internal static class FileControl
{
    private const string Library = "e_sqlite3";
    private const int HasMovedOperation = 20;

    /// <summary>Whether the path leads to another file than the connection has open, or to none.</summary>
    public static bool HasMoved(sqlite3 handle, string path)
    {
        // A handle of another library (an application may bring one that encrypts) means nothing to this one.
        if (raw.GetNativeLibraryName() != Library)
        {
            return !File.Exists(path);
        }

        var code = Control(handle.DangerousGetHandle(), 0, HasMovedOperation, out var hasMoved);
        GC.KeepAlive(handle);
        return code == raw.SQLITE_OK && hasMoved != 0;
    }

    [DllImport(Library, EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int Control(nint handle, nint schema, int operation, out int result);
}
