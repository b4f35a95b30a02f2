namespace SequenceLogging.Faults.Tests.PowerCuts;

/// <summary>
/// What a power cut leaves of the changes that were not synced: none, each with even chances, the same with sectors
/// missing, or all.
/// </summary>
internal enum Survival
{
    None,
    Half,
    TornHalf,
    All,
}

/// <summary>
/// A disk after a power cut at some moment: everything that was synced, and of the rest what chance has kept of it.
/// </summary>
/// <param name="history">What was done to the disk.</param>
/// <param name="moment">The line of the log at which the power goes.</param>
/// <param name="kept">How much is kept of what was not synced.</param>
/// <param name="random">Chance.</param>
internal sealed class DiskImage(DiskHistory history, int moment, Survival kept, Random random)
{
    private const int SectorSize = 512;

    /// <summary>Puts the files into a folder that takes the place of the history's.</summary>
    public void WriteTo(string folder)
    {
        // Mapped bytes do not show in the log, so they are lost: with their files, or the files are full of zeros.
        var hasJournal = random.Next(2) == 0;
        var names = new Dictionary<string, DiskFile>();
        foreach (var naming in history.Folders.Values.SelectMany(SurvivorsOf).Cast<Naming>())
        {
            if (naming.File is null)
            {
                names.Remove(naming.Path);
            }
            else
            {
                names[naming.Path] = naming.File;
            }
        }

        foreach (var (path, file) in names)
        {
            var isMapped = path.EndsWith("-shm", StringComparison.Ordinal) || path.Contains(".journal/", StringComparison.Ordinal);
            if (!isMapped || hasJournal)
            {
                var target = Path.Join(folder, Path.GetRelativePath(history.Root, path));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                Write(file, target);
            }
        }
    }

    private void Write(DiskFile file, string target)
    {
        using var stream = new FileStream(target, FileMode.Create, FileAccess.Write);
        foreach (var change in SurvivorsOf(file))
        {
            if (change is Resizing resizing)
            {
                stream.SetLength(resizing.Length);
            }
            else if (change is Writing writing)
            {
                stream.Position = writing.Offset;
                stream.Write(writing.Data);
            }
        }
    }

    private IEnumerable<DiskChange> SurvivorsOf(DiskFile file)
    {
        foreach (var (change, isDurable) in file.At(moment))
        {
            if (isDurable || kept is Survival.All)
            {
                yield return change;
            }
            else if (kept is not Survival.None && random.Next(2) == 0)
            {
                foreach (var piece in kept is Survival.TornHalf ? Torn(change) : [change])
                {
                    yield return piece;
                }
            }
        }
    }

    /// <summary>The sectors of a writing that have reached the disk.</summary>
    private IEnumerable<DiskChange> Torn(DiskChange change)
    {
        if (change is not Writing writing)
        {
            yield return change;
            yield break;
        }

        for (var start = 0; start < writing.Data.Length;)
        {
            var toSectorEnd = SectorSize - (int)((writing.Offset + start) % SectorSize);
            var end = Math.Min(writing.Data.Length, start + toSectorEnd);
            if (random.Next(2) == 0)
            {
                yield return new Writing(writing.Call, writing.Offset + start, writing.Data[start..end]);
            }

            start = end;
        }
    }
}
