using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SequenceLogging.Journaling;

/// <summary>When a file was made, which no program can give to a copy of it. .NET does not ask Linux for that.</summary>
internal static unsafe partial class FileBirth
{
    // From linux/stat.h: struct statx, its field stx_btime, and the bit of stx_mask that says that it is there.
    private const int StatxSize = 256;
    private const int BirthAt = 0x50;
    private const uint BirthMask = 0x800;
    private const int AtEmptyPath = 0x1000;

    /// <summary>The moment in nanoseconds; 0 where the system does not say.</summary>
    public static long Of(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        var bytes = stackalloc byte[StatxSize];
        byte path = 0;
        try
        {
            if (Statx(file, &path, AtEmptyPath, BirthMask, bytes) != 0)
            {
                return 0;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return 0; // an old libc
        }

        var answer = new ReadOnlySpan<byte>(bytes, StatxSize);
        return (BinaryPrimitives.ReadUInt32LittleEndian(answer) & BirthMask) == 0
            ? 0
            : (BinaryPrimitives.ReadInt64LittleEndian(answer[BirthAt..]) * 1_000_000_000)
                + BinaryPrimitives.ReadUInt32LittleEndian(answer[(BirthAt + sizeof(long))..]);
    }

    [LibraryImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(SafeFileHandle file, byte* path, int flags, uint mask, byte* answer);
}
