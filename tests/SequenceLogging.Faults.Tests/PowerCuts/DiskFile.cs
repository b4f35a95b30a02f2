namespace SequenceLogging.Faults.Tests.PowerCuts;

/// <summary>A change to the disk that a system call asked for. It is sure to be there after a sync that began behind it.</summary>
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

    public List<SystemCall> Syncs { get; } = [];

    /// <summary>The changes that had begun before a moment, with whether a sync that was over by then covers each.</summary>
    public IEnumerable<(DiskChange Change, bool IsDurable)> At(int moment)
    {
        var synced = Syncs.Where(s => s.Ended < moment).Select(s => s.Started).DefaultIfEmpty(-1).Max();
        return Changes.TakeWhile(c => c.Call.Started < moment).Select(c => (c, c.Call.Ended <= synced));
    }
}
