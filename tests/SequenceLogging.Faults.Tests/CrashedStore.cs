using FaultWriter;

namespace SequenceLogging.Faults.Tests;

/// <summary>
/// A store whose writer was killed with all of its steps still in the journal; copies of it are damaged and opened.
/// </summary>
internal sealed class CrashedStore : IDisposable
{
    public const int Steps = 300;

    private readonly TempFolder _folder = new();

    public Acknowledgements Acknowledged { get; private set; } = null!;

    public static async Task<CrashedStore> MakeAsync()
    {
        var crashed = new CrashedStore();
        var acknowledged = crashed._folder.File("acknowledged");
        crashed.Acknowledged = new Acknowledgements(acknowledged, threads: 1);
        var store = Path.Combine(Directory.CreateDirectory(crashed._folder.File("store")).FullName, "sequences.db");
        using var child = Child.Start("steps", store, acknowledged, 1, Steps, "wait", "slow-batches");
        await child.SaysAsync("written");
        child.Kill();
        return crashed;
    }

    public StoreFile CopyTo(TempFolder folder)
    {
        var source = _folder.File("store");
        Directory.CreateDirectory(folder.File("sequences.db.journal"));
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, folder.File(Path.GetRelativePath(source, file)));
        }

        return new StoreFile(folder.File("sequences.db"));
    }

    public void Dispose()
    {
        Acknowledged.Dispose();
        _folder.Dispose();
    }
}
