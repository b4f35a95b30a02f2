using System.Buffers;

namespace SequenceLogging.Routing;

/// <summary>Bytes that grow as they are written; checked less than .NET's own with each piece, since a log call writes dozens of them.</summary>
internal sealed class Utf8Buffer : IBufferWriter<byte>
{
    private const int Least = 256;

    private byte[] _bytes = new byte[512];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Write(byte character)
    {
        Reserve(1)[0] = character;
        Length++;
    }

    /// <summary>At least so much room; say with <see cref="Advance"/> how much of it was used.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_bytes.Length - Length < size)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(Length + size)));
        }

        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, Least));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => Reserve(Math.Max(sizeHint, Least));
}
