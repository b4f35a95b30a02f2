using System.IO.MemoryMappedFiles;

namespace SequenceLogging.Journaling;

/// <summary>
/// A segment in a mapped file: what was written belongs to the kernel at once, so it survives the end of the process,
/// however that comes. A power cut may take what the kernel has not written to the disk yet.
/// </summary>
internal sealed unsafe class MappedSegment : Segment
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly int _size;
    private string _path;

    private MappedSegment(string path, MemoryMappedFile file, int size)
    {
        _path = path;
        _file = file;
        _size = size;
        _view = file.CreateViewAccessor(0, size);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start;
    }

    public override Span<byte> Bytes => new(_start, _size);

    /// <exception cref="IOException">The disk has no room, or the folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static MappedSegment Create(string path, int size)
    {
        var options = JournalFolder.OwnerOnly(FileMode.CreateNew, FileShare.Read | FileShare.Delete);

        // All of the file is allocated now: a write to a mapped page that the disk has no room for would kill the process.
        options.PreallocationSize = size;
        var stream = new FileStream(path, options);
        try
        {
            stream.SetLength(size);
            return new MappedSegment(path, MemoryMappedFile.CreateFromFile(
                stream, null, size, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false), size);
        }
        catch
        {
            stream.Dispose();
            JournalFolder.Delete(path);
            throw;
        }
    }

    /// <remarks>Its pages are in memory already: a new file has them brought there one by one while log calls wait.</remarks>
    public override bool TryRenew(string path)
    {
        try
        {
            File.Move(_path, path);
            _path = path;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whatever it is, a new file says it.
            return false;
        }
    }

    public override void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();

        // First the mapping: to dispose of the view would bring all of it to the disk, and those who log would wait for that.
        _view.SafeMemoryMappedViewHandle.Dispose();
        _view.Dispose();
        _file.Dispose();
    }

    public override void Remove()
    {
        Dispose();
        JournalFolder.Delete(_path);
    }
}
