using System.Runtime.InteropServices;
using System.Text;

namespace SequenceLogging.Sqlite.Native;

/// <summary>
/// Brings the names in a folder to the disk: a file that was renamed is there after a power cut only then. .NET opens no folder,
/// so it goes to the system's own library; where that is not so (Windows writes names through its journal), it does nothing.
/// </summary>
internal static class FolderSync
{
    private const string Library = "libc";

    /// <returns>False where the system would not.</returns>
    public static bool Run(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        try
        {
            var descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
            if (descriptor < 0)
            {
                return false;
            }

            var isDone = Sync(descriptor) == 0;
            return Close(descriptor) == 0 && isDone;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport(Library, EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport(Library, EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport(Library, EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
