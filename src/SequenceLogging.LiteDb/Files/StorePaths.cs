namespace SequenceLogging.LiteDb.Files;

/// <summary>The names of a store's files.</summary>
/// <param name="Data">The file that people name.</param>
internal sealed record StorePaths(string Data)
{
    /// <summary>What is committed and not yet in the file; named as LiteDB names it, so that its own tools find it.</summary>
    public string Log => Path.Join(
        Path.GetDirectoryName(Data), Path.GetFileNameWithoutExtension(Data) + "-log" + Path.GetExtension(Data));

    /// <summary>The last ids issued.</summary>
    public string Ids => Data + ".ids";

    /// <summary>Where a compacted copy is made.</summary>
    public StorePaths Copy => new(Data + ".compact");

    /// <summary>The path with every link in it followed, so that two ways to one file are one store.</summary>
    public static string RealPath(string path)
    {
        if (Path.GetDirectoryName(path) is not { } folder)
        {
            return path;
        }

        var file = new FileInfo(Path.Join(RealPath(folder), Path.GetFileName(path)));
        try
        {
            return file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is { } target
                ? RealPath(target.FullName)
                : file.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Links in a circle, or in a folder that may not be read: what is wrong with them is said when the file is opened.
            return file.FullName;
        }
    }
}
