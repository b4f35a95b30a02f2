using System.Buffers.Binary;

namespace SequenceLogging.Journaling;

/// <summary>
/// A piece of a <see cref="SegmentedBuffer"/>: a head, and frames one behind the other, written once and read once. The head
/// is a magic number and the place of the first frame that is still needed; what is before it is wiped.
/// </summary>
internal abstract class Segment : IDisposable
{
    public const int HeadSize = 16;

    /// <summary><c>SEQLOG01</c>: tells a segment from any other file, and its version.</summary>
    private const long Magic = 0x3130474F4C514553;

    /// <summary>Where the next frame goes.</summary>
    public int End { get; private set; } = HeadSize;

    /// <summary>Where the next frame to read begins.</summary>
    public int Start { get; private set; } = HeadSize;

    /// <summary>Where the first frame begins that is not wiped.</summary>
    public int Wiped { get; private set; } = HeadSize;

    /// <summary>Position of the last frame.</summary>
    public long LastPosition { get; private set; }

    public bool IsRead => Start == End;

    public abstract Span<byte> Bytes { get; }

    /// <summary>Where the first frame begins that a process may have left in a segment.</summary>
    /// <exception cref="FormatException">It is none of ours, or of a newer version.</exception>
    public static int FirstFrame(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadSize || !bytes[HeadSize..].ContainsAnyExcept((byte)0))
        {
            // The process died before it had written anything.
            return bytes.Length;
        }

        var start = BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(long)..]);
        if (BinaryPrimitives.ReadInt64LittleEndian(bytes) != Magic || start < HeadSize || start > bytes.Length)
        {
            // Half a head is what a crash leaves; another magic is another version's.
            return BinaryPrimitives.ReadInt64LittleEndian(bytes) == 0 || JournalFrame.TryRead(bytes[HeadSize..], out _, out _)
                ? HeadSize
                : throw new FormatException("It does not begin as a segment of this version does.");
        }

        // After a power cut the disk may have the wiped bytes, but not the head that was written before.
        var rest = bytes[(int)start..].IndexOfAnyExcept((byte)0);
        return rest < 0 ? bytes.Length : (int)start + (rest & ~7);
    }

    public bool Fits(int recordLength) => Bytes.Length - End >= JournalFrame.SizeOf(recordLength);

    public void Write(long position, ReadOnlySpan<byte> record)
    {
        if (End == HeadSize)
        {
            WriteHead();
        }

        var size = JournalFrame.SizeOf(record.Length);
        JournalFrame.Write(Bytes.Slice(End, size), position, record);
        End += size;
        LastPosition = position;
    }

    /// <summary>Reads a frame that was written.</summary>
    /// <param name="place">Where it begins; afterwards, where the next one does.</param>
    /// <param name="position">The position of its record.</param>
    public ReadOnlySpan<byte> Read(scoped ref int place, scoped out long position)
    {
        var record = JournalFrame.Read(Bytes[place..], out position);
        place += JournalFrame.SizeOf(record.Length);
        return record;
    }

    /// <summary>Says that everything up to a place was read.</summary>
    public void AdvanceTo(int place) => Start = place;

    /// <summary>Wipes frames up to a position that were read.</summary>
    /// <returns>How many bytes; a frame more than asked for at most.</returns>
    public int Wipe(long position, int most)
    {
        var end = Wiped;
        while (end < Start && end - Wiped < most)
        {
            var record = JournalFrame.Read(Bytes[end..Start], out var at);
            if (at > position)
            {
                break;
            }

            end += JournalFrame.SizeOf(record.Length);
        }

        var wiped = end - Wiped;
        if (wiped > 0)
        {
            // The head first: whoever opens what a kill leaves here must not look for frames in half-wiped bytes.
            var start = Wiped;
            Wiped = end;
            WriteHead();
            Bytes[start..end].Clear();
        }

        return wiped;
    }

    /// <summary>Wipes everything, to be written from its beginning again.</summary>
    public void Reset()
    {
        // The head says first that nothing is left, and goes last: whoever finds this after a kill must not look for frames.
        if (End > HeadSize)
        {
            Wiped = End;
            WriteHead();
            Bytes[HeadSize..End].Clear();
            Bytes[..HeadSize].Clear();
        }

        (Start, End, Wiped, LastPosition) = (HeadSize, HeadSize, HeadSize, 0);
    }

    /// <summary>Makes what is written from here on that of the newest segment.</summary>
    /// <param name="path">Where it would be if it was new.</param>
    /// <returns>False where it cannot be.</returns>
    public virtual bool TryRenew(string path) => false;

    /// <summary>Gives the memory back.</summary>
    public abstract void Dispose();

    /// <summary>Says that everything in the segment is stored, so that nobody needs it again.</summary>
    public virtual void Remove() => Dispose();

    private void WriteHead()
    {
        BinaryPrimitives.WriteInt64LittleEndian(Bytes[sizeof(long)..], Wiped);
        BinaryPrimitives.WriteInt64LittleEndian(Bytes, Magic);
    }
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
