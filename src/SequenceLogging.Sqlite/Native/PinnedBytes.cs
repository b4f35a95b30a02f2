using System.Runtime.InteropServices;

namespace SequenceLogging.Sqlite.Native;

/// <summary>Bytes of several values, one behind the other, at a place in memory that does not change.</summary>
internal sealed class PinnedBytes
{
    private const int UsualSize = 64 << 10;

    // What a giant has grown is given back.
    private const int LargestToKeep = 1 << 20;

    private byte[] _bytes = Make(UsualSize);
    private int _length;

    /// <summary>Whether so many more have room beside those that are there. Where none are, there is room for any number.</summary>
    public bool Fits(int more) => _length == 0 || more <= _bytes.Length - _length;

    /// <summary>Copies a value that <see cref="Fits"/>.</summary>
    public PinnedPiece Add(ReadOnlySpan<byte> value)
    {
        var piece = new PinnedPiece(_bytes, _length, value.Length);
        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
        return piece;
    }

    /// <summary>Makes room for values that come next, where there are none yet.</summary>
    public void Reserve(int size)
    {
        if (_length == 0 && size > _bytes.Length)
        {
            _bytes = Make(size);
        }
    }

    /// <summary>Removes all values; nobody may look at them any more.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > LargestToKeep)
        {
            _bytes = Make(UsualSize);
        }
    }

    private static byte[] Make(int size) => GC.AllocateUninitializedArray<byte>(size, pinned: true);
}

/// <summary>A value in <see cref="PinnedBytes"/>.</summary>
internal readonly record struct PinnedPiece(byte[] Bytes, int Start, int Length)
{
    public nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(Bytes, Start);

    public ReadOnlySpan<byte> Span => Bytes.AsSpan(Start, Length);
}
