using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using SequenceLogging.Storage;

namespace SequenceLogging.Journaling;

/// <summary>
/// What is left of the blocks of ids that a process has leased, in the lock file of its journal. It is mapped, so what is noted
/// is the kernel's at once: of a process that was killed it says exactly which numbers nobody has seen. After a restart of the
/// machine it may say less than was true, and in a copy of the file too: there it counts for nothing, and the numbers stay a gap.
/// </summary>
internal sealed unsafe class LeaseNotes : IDisposable
{
    /// <summary>How many blocks there is room for.</summary>
    public const int Slots = 2;

    /// <summary><c>SEQIDS01</c>.</summary>
    private const long Magic = 0x3130534449514553;

    private const int BirthAt = 8;
    private const int BootAt = 16;
    private const int BootSize = 16;
    private const int SlotsAt = BootAt + BootSize;
    private const int SlotSize = 2 * sizeof(long);
    private const int Size = SlotsAt + (Slots * SlotSize);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private LeaseNotes(MemoryMappedFile file)
    {
        _file = file;
        _view = file.CreateViewAccessor(0, Size);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start;
    }

    /// <summary>Begins notes in a file, which stays open as long as they are used.</summary>
    /// <exception cref="IOException">The disk has no room for them.</exception>
    public static LeaseNotes Create(FileStream file)
    {
        // Written and not only set as its length: a write to a mapped page that the disk has no room for would kill the process.
        Span<byte> head = stackalloc byte[Size];
        head.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(head, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(head[BirthAt..], FileBirth.Of(file.SafeFileHandle));
        MachineBoot.Id.TryWriteBytes(head[BootAt..]);
        RandomAccess.Write(file.SafeFileHandle, head, 0);
        return new LeaseNotes(MemoryMappedFile.CreateFromFile(
            file, null, Size, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true));
    }

    /// <summary>What a process that was killed has left in its notes, and forgets it there: nobody finds it twice.</summary>
    public static IReadOnlyList<IdBlock> TakeFrom(FileStream file)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (RandomAccess.Read(file.SafeFileHandle, bytes, 0) < Size || BinaryPrimitives.ReadInt64LittleEndian(bytes) != Magic)
        {
            return [];
        }

        file.SetLength(0);
        var boot = new Guid(bytes.Slice(BootAt, BootSize));
        var birth = BinaryPrimitives.ReadInt64LittleEndian(bytes[BirthAt..]);
        if (boot == Guid.Empty || boot != MachineBoot.Id || birth == 0 || birth != FileBirth.Of(file.SafeFileHandle))
        {
            return [];
        }

        var left = new List<IdBlock>();
        for (var slot = bytes[SlotsAt..]; slot.Length >= SlotSize; slot = slot[SlotSize..])
        {
            if (SequenceId.TryFromInt64(BinaryPrimitives.ReadInt64LittleEndian(slot), out var next)
                && BinaryPrimitives.ReadInt64LittleEndian(slot[sizeof(long)..]) is var last && last >= next.Number)
            {
                left.Add(new IdBlock(next.Year, next.Month, next.Number, last));
            }
        }

        return left;
    }

    /// <summary>Notes a block of which nothing is used; an empty one for none.</summary>
    public void Put(int slot, in IdBlock block)
    {
        // Without its end it is none, whenever the process is killed in between.
        Volatile.Write(ref At(slot, 1), 0);
        if (block.Count > 0)
        {
            PutNext(slot, new SequenceId(block.Year, block.Month, block.First).ToInt64());
            Volatile.Write(ref At(slot, 1), block.Last);
        }
    }

    /// <summary>Notes which number is the next, before anybody sees the one before it.</summary>
    /// <param name="slot">Where its block is.</param>
    /// <param name="next">The number, as that of an id.</param>
    public void PutNext(int slot, long next) => Volatile.Write(ref At(slot, 0), next);

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.SafeMemoryMappedViewHandle.Dispose();
        _view.Dispose();
        _file.Dispose();
    }

    private ref long At(int slot, int place) => ref ((long*)(_start + SlotsAt + (slot * SlotSize)))[place];
}
