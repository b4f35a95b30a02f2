namespace SequenceLogging.Seq.Pushing;

/// <summary>The files of a push: like the store that they come from, they can hold what users wrote.</summary>
internal static class StateFile
{
    /// <summary>One that has to be created is readable by nobody else.</summary>
    public static FileStreamOptions OwnerOnly(FileMode mode, FileAccess access, FileShare share, int bufferSize = 4096)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = bufferSize };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
