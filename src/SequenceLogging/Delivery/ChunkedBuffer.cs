namespace SequenceLogging.Delivery;

/// <summary>Bytes first in, first out, in chunks that are used again. What is written in one call stays in one chunk.</summary>
internal sealed class ChunkedBuffer
{
    private const int ChunkSize = 256 * 1024;
    private const int SpareChunks = 16;

    private readonly Queue<Chunk> _chunks = new();
    private readonly Stack<byte[]> _spare = new();
    private Chunk? _tail;

    public long Length { get; private set; }

    public void Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var length = first.Length + second.Length;
        if (_tail is null || _tail.Bytes.Length - _tail.End < length)
        {
            _tail = new Chunk(length <= ChunkSize && _spare.TryPop(out var spare) ? spare : new byte[Math.Max(ChunkSize, length)]);
            _chunks.Enqueue(_tail);
        }

        first.CopyTo(_tail.Bytes.AsSpan(_tail.End));
        second.CopyTo(_tail.Bytes.AsSpan(_tail.End + first.Length));
        _tail.End += length;
        Length += length;
    }

    /// <summary>The oldest bytes; they must come from one write.</summary>
    public ReadOnlySpan<byte> Peek(int length)
    {
        var chunk = _chunks.Peek();
        return chunk.Bytes.AsSpan(chunk.Start, length);
    }

    public void Skip(int length)
    {
        var chunk = _chunks.Peek();
        chunk.Start += length;
        Length -= length;
        if (chunk.Start < chunk.End)
        {
            return;
        }

        _chunks.Dequeue();
        if (ReferenceEquals(chunk, _tail))
        {
            _tail = null;
        }

        if (chunk.Bytes.Length == ChunkSize && _spare.Count < SpareChunks)
        {
            _spare.Push(chunk.Bytes);
        }
    }

    private sealed class Chunk(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public int Start { get; set; }

        public int End { get; set; }
    }
}
