namespace SequenceLogging.Journaling;

/// <summary>A piece of a <see cref="SegmentedBuffer"/>: frames one behind the other, written once and read once.</summary>
internal abstract class Segment : IDisposable
{
    /// <summary>Where the next frame goes.</summary>
    public int End { get; set; }

    /// <summary>Where the next frame to read begins.</summary>
    public int Start { get; set; }

    /// <summary>Position of the last frame.</summary>
    public long LastPosition { get; set; }

    public abstract Span<byte> Bytes { get; }

    /// <summary>Gives the memory back.</summary>
    public abstract void Dispose();

    /// <summary>Says that everything in the segment is stored, so that nobody needs it again.</summary>
    public virtual void Remove() => Dispose();
}

/// <summary>A segment in the memory of the process: what it holds when the process is killed is gone.</summary>
internal sealed class MemorySegment(int size) : Segment
{
    private readonly byte[] _bytes = new byte[size];

    public override Span<byte> Bytes => _bytes;

    public override void Dispose()
    {
    }
}
