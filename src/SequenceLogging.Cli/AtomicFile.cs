namespace SequenceLogging.Cli;

/// <summary>A file that is there whole or not at all: written beside its place, and put there at its end.</summary>
internal sealed class AtomicFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _draft;
    private readonly bool _replaces;

    private AtomicFile(string path, bool replaces)
    {
        _path = path;
        _replaces = replaces;
        _draft = $"{path}.{Guid.NewGuid():N}.tmp";
        Writer = new StreamWriter(_draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write })
        {
            NewLine = "\n",
        };
    }

    public StreamWriter Writer { get; }

    /// <summary>Begins a file.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="replaces">Whether a file that is there may go.</param>
    /// <exception cref="ExpectedFailure">There is a file already, or none can be written there.</exception>
    public static AtomicFile Begin(string path, bool replaces)
    {
        if (Directory.Exists(path))
        {
            throw new ExpectedFailure(ExitCode.Failure, $"{path} is a folder. Write --output and the name of a file in it.");
        }

        if (File.Exists(path) && !replaces)
        {
            throw IsThere(path);
        }

        try
        {
            return new AtomicFile(path, replaces);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ExpectedFailure(
                ExitCode.Failure, $"{path} cannot be written: {e.Message} Name a file in a folder that you may write to.");
        }
    }

    /// <summary>Puts the file in its place.</summary>
    public async Task FinishAsync()
    {
        await Writer.DisposeAsync();
        try
        {
            File.Move(_draft, _path, _replaces);
        }
        catch (IOException) when (!_replaces && File.Exists(_path)) // since it was begun
        {
            throw IsThere(_path);
        }
    }

    /// <summary>Takes back what is not finished.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Writer.DisposeAsync();
        }
        finally
        {
            File.Delete(_draft);
        }
    }

    private static ExpectedFailure IsThere(string path) =>
        new(ExitCode.Failure, $"{path} is there already. Add --force to replace it, or name another file.");
}
