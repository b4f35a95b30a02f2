namespace SequenceLogging.Benchmarks.Targets;

/// <summary>A folder for the files of a run, with folders for each part of it.</summary>
/// <param name="path">It is there already.</param>
public sealed class Workspace(string path)
{
    private int _folders;

    public string Path => path;

    /// <summary>Runs something in a folder of its own, which is gone afterwards.</summary>
    public async Task InFolderAsync(Func<string, Task> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var name = FormattableString.Invariant($"{Environment.ProcessId}-{Interlocked.Increment(ref _folders)}");
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(path, name)).FullName;
        try
        {
            await run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
