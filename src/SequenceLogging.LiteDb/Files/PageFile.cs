using Microsoft.Win32.SafeHandles;

namespace SequenceLogging.LiteDb.Files;

/// <summary>
/// A file of LiteDB's pages, as a stream for it. It stays open, and locked by the kernel against every other opener, until
/// <see cref="Release"/>, whatever LiteDB does with the stream. LiteDB takes a lock on the stream around its position.
/// </summary>
internal class PageFile : Stream
{
    public const int PageSize = 8192;

    private readonly FileFailure _failure;
    private readonly SafeFileHandle _handle;
    private readonly FileStream _file;
    private long _position;

    public PageFile(string path, bool canWrite, FileFailure failure)
    {
        Path = path;
        CanWrite = canWrite;
        _failure = failure;
        _file = new FileStream(path, Options(canWrite));
        _handle = _file.SafeFileHandle;
    }

    public string Path { get; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite { get; }

    public override long Length => RandomAccess.GetLength(_handle);

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    /// <summary>Whether the path leads elsewhere by now: the file was deleted, moved or replaced under us.</summary>
    public bool HasMoved
    {
        get
        {
            var now = new FileInfo(Path);
            return !now.Exists || now.Length != Length || now.LastWriteTimeUtc != File.GetLastWriteTimeUtc(_handle);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = RandomAccess.Read(_handle, buffer, _position);
        _position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        WriteAt(_position, buffer);
        _position += buffer.Length;
    }

    /// <summary>LiteDB cuts off half a page at the end when it opens a file; where it may not write, it goes on without.</summary>
    public override void SetLength(long value)
    {
        if (CanWrite)
        {
            Try(() => RandomAccess.SetLength(_handle, value));
        }
    }

    /// <summary>Brings everything to the disk.</summary>
    public override void Flush() => Sync();

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    /// <summary>Lets go of the file.</summary>
    public void Release() => _file.Dispose();

    /// <summary>Reads as many bytes as there are at a place.</summary>
    public int ReadAt(long position, Span<byte> buffer) => RandomAccess.Read(_handle, buffer, position);

    protected void WriteAt(long position, ReadOnlySpan<byte> buffer)
    {
        if (_failure.Cause is null)
        {
            try
            {
                RandomAccess.Write(_handle, buffer, position);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _failure.Set(e);
            }
        }
    }

    protected void Sync() => Try(() => RandomAccess.FlushToDisk(_handle));

    private void Try(Action act)
    {
        if (_failure.Cause is null)
        {
            try
            {
                act();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _failure.Set(e);
            }
        }
    }

    private static FileStreamOptions Options(bool canWrite)
    {
        var options = new FileStreamOptions
        {
            Mode = canWrite ? FileMode.OpenOrCreate : FileMode.Open,
            Access = canWrite ? FileAccess.ReadWrite : FileAccess.Read,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (canWrite && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
