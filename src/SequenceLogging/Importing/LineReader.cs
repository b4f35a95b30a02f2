using System.Buffers;

namespace SequenceLogging.Importing;

/// <summary>
/// Splits a stream into lines that are read in place, without their line ending and without a byte order mark. A line
/// longer than the limit is passed over in pieces, so that the memory it takes is bounded.
/// </summary>
internal sealed class LineReader(Stream stream, int maxLineBytes) : IDisposable
{
    private const int FirstBufferSize = 256 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBufferSize);
    private int _start;
    private int _end;
    private int _searched;
    private bool _isAtEnd;
    private bool _isPassingOver;

    /// <summary>Number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Takes the next line out of what was read from the stream.</summary>
    /// <param name="line">The line, valid until the next call of any method; empty for a line that is too long.</param>
    /// <param name="isTooLong">Whether it is longer than the limit.</param>
    /// <returns>False when <see cref="FillAsync"/> must be called.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        line = default;
        isTooLong = false;
        var unread = _buffer.AsSpan(_start, _end - _start);
        var found = unread[_searched..].IndexOf((byte)'\n');
        if (found < 0 && !(_isAtEnd && (unread.Length > 0 || _isPassingOver)))
        {
            _searched = unread.Length;
            PassOverIfTooLong(unread.Length);
            return false;
        }

        var length = found < 0 ? unread.Length : _searched + found;
        _start += found < 0 ? length : length + 1;
        _searched = 0;
        Number++;

        line = unread[..length];
        line = Number == 1 && line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        isTooLong = _isPassingOver || line.Length > maxLineBytes;
        line = isTooLong ? default : line;
        _isPassingOver = false;
        return true;
    }

    /// <summary>Reads on from the stream.</summary>
    /// <returns>False when there is nothing left.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_isAtEnd)
        {
            return false;
        }

        MakeRoom();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        _isAtEnd = read == 0;
        return true;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void PassOverIfTooLong(int length)
    {
        // One byte more than the limit may be the carriage return of a line that just fits, three the byte order mark.
        if (_isPassingOver || length > (long)maxLineBytes + ByteOrderMark.Length + 1)
        {
            _isPassingOver = true;
            _start = _end = _searched = 0;
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }
}
