namespace SequenceLogging.Faults.Tests.PowerCuts;

/// <summary>A folder for one image, in memory where the machine has such a place: thousands of them are synced again and again.</summary>
internal sealed class RamFolder : IDisposable
{
    private const string Ram = "/dev/shm";

    public string Path { get; } = Directory.CreateDirectory(
        System.IO.Path.Combine(Directory.Exists(Ram) ? Ram : System.IO.Path.GetTempPath(), $"seqlog-image-{Guid.NewGuid():N}")).FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
