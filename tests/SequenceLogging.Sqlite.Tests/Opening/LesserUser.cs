using System.Runtime.InteropServices;

namespace SequenceLogging.Sqlite.Tests.Opening;

/// <summary>
/// Lets this thread open files as a user who is not root, for whom modes mean nothing: Linux has a user for files of each
/// thread. Where the tests do not run as root, nothing is to be done.
/// </summary>
internal sealed class LesserUser : IDisposable
{
    private const uint Nobody = 65534;

    public LesserUser() => Become(Nobody);

    public void Dispose() => Become(0);

    private static void Become(uint user)
    {
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
        {
            _ = SetFileUser(user);
        }
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileUser(uint user);
}
