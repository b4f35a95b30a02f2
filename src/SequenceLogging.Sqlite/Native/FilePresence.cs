using System.Runtime.InteropServices;
using System.Text;

namespace SequenceLogging.Sqlite.Native;

/// <summary>
/// Whether there is something at a path, asked without looking at its times. Since version 6.13 Linux gives a file whose times somebody has
/// looked at an exact one with its next change, and whatever is written behind that a later one than before: then each fsync of
/// the WAL writes its inode, too. .NET asks for the times along with everything else.
/// </summary>
internal sealed class FilePresence(string path)
{
    private readonly byte[]? _name = OperatingSystem.IsWindows() ? null : Encoding.UTF8.GetBytes(path + '\0');
    private bool _isUnknown;

    public bool Look()
    {
        if (_name is null || _isUnknown)
        {
            return File.Exists(path);
        }

        try
        {
            return Access(_name, 0) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            _isUnknown = true;
            return File.Exists(path);
        }
    }

    [DllImport("libc", EntryPoint = "access")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access(byte[] path, int mode);
}
