using System.Runtime.InteropServices;
using System.Text;

namespace SequenceLogging.Sqlite.Native;

/// <summary>
/// A file that one process holds at a time, as <see cref="FileShare.None"/> does it: by the lock of the operating system, which ends with
/// its process, however that ends. On Linux the calls are made here, the same ones: where somebody else holds the file, .NET
/// throws, which costs a waiting process more than the rest of its look.
/// </summary>
internal sealed class HeldFile(string path)
{
    private const string Library = "libc";
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int ReadWrite = 2;
    private const int Create = 0x40;
    private const int CloseOnExec = 0x80000;
    private const int OwnerOnly = 0x180; // 0600
    private const int Exclusive = 2;
    private const int DoNotWait = 4;
    private const int Unlock = 8;

    private readonly byte[]? _name = OperatingSystem.IsLinux() ? Encoding.UTF8.GetBytes(path + '\0') : null;

    public string Path => path;

    /// <returns>Null where somebody else holds it; dispose the result to let go of it.</returns>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not open it.</exception>
    public IDisposable? TryHold()
    {
        try
        {
            return _name is not null && TryHold(_name) is (var hold, true) ? hold : TryHoldStream();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return TryHoldStream();
        }
    }

    /// <returns>The hold, or null where somebody else has it; and whether it could be told.</returns>
    private static (Hold? Hold, bool IsClear) TryHold(byte[] name)
    {
        var descriptor = Open(name, ReadWrite | Create | CloseOnExec, OwnerOnly);
        if (descriptor < 0)
        {
            return (null, false);
        }

        if (Lock(descriptor, Exclusive | DoNotWait) == 0)
        {
            return (new Hold(descriptor), true);
        }

        var isHeld = Marshal.GetLastPInvokeError() == LinuxWouldBlock;
        _ = Close(descriptor);
        return (null, isHeld);
    }

    /// <summary>The same by .NET, which says what is wrong with the file.</summary>
    private FileStream? TryHoldStream()
    {
        try
        {
            return new FileStream(path, StoreFile.OwnerOnly(FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException e) when (e.HResult is WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock)
        {
            return null;
        }
    }

    // It takes any number of arguments, which Linux passes like others.
    [DllImport(Library, EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags, int mode);

    [DllImport(Library, EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Lock(int descriptor, int operation);

    [DllImport(Library, EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);

    private sealed class Hold(int descriptor) : IDisposable
    {
        private int _descriptor = descriptor;

        public void Dispose()
        {
            var mine = Interlocked.Exchange(ref _descriptor, -1);
            if (mine >= 0)
            {
                // By name, since a process that is being started may have a copy of the descriptor for a moment.
                _ = Lock(mine, Unlock);
                _ = Close(mine);
            }
        }
    }
}
