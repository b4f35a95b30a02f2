namespace SequenceLogging.Journaling;

/// <summary>Tells whether the machine was restarted: what the kernel had not written to the disk is gone then.</summary>
internal static class MachineBoot
{
    /// <summary>Another one after each start of the machine; empty where the system does not say.</summary>
    public static Guid Id { get; } = Read();

    private static Guid Read()
    {
        try
        {
            return OperatingSystem.IsLinux() && Guid.TryParse(File.ReadAllText("/proc/sys/kernel/random/boot_id"), out var id)
                ? id
                : Guid.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Guid.Empty;
        }
    }
}
