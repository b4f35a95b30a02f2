namespace SequenceLogging.Faults.Tests.PowerCuts;

/// <summary>A change to the disk that a system call asked for. It is sure to be there after a sync behind it.</summary>
internal abstract record DiskChange(SystemCall Call);

/// <summary>Bytes written to a file.</summary>
internal sealed record Writing(SystemCall Call, long Offset, byte[] Data) : DiskChange(Call);

/// <summary>A file cut, or made longer with zeros.</summary>
internal sealed record Resizing(SystemCall Call, long Length) : DiskChange(Call);

/// <summary>A name given to a file, or taken away (null).</summary>
internal sealed record Naming(SystemCall Call, string Path, DiskFile? File) : DiskChange(Call);

/// <summary>What can be synced: the content of a file, or the names in a folder.</summary>
internal sealed class DiskFile
{
    public List<DiskChange> Changes { get; } = [];

    /// <summary>The syncs, in order, and those that failed.</summary>
    public List<SystemCall> Syncs { get; } = [];

    /// <summary>
    /// The changes that had begun before a moment, with whether each is sure to be there. The first sync behind a change
    /// decides: after one that fails, the kernel takes what it could not write for written, and no later one tries again.
    /// </summary>
    public IEnumerable<(DiskChange Change, bool IsDurable)> At(int moment)
    {
        var next = 0;
        foreach (var change in Changes.TakeWhile(c => c.Call.Started < moment))
        {
            while (next < Syncs.Count && Syncs[next].Started < change.Call.Ended)
            {
                next++;
            }

            yield return (change, next < Syncs.Count && Syncs[next].Ended < moment && Syncs[next].Result == 0);
        }
    }
}
