namespace SequenceLogging.Storage;

/// <summary>
/// The bytes of a batch, in pieces that are kept for the next one: one array that doubles leaves all its smaller copies to the
/// garbage collector, which seldom comes to arrays of that size, and is half empty besides.
/// </summary>
internal sealed class BatchBuffer
{
    /// <summary>Most batches are small.</summary>
    private const int FirstPiece = 64 << 10;

    private const int Piece = 512 << 10;

    private readonly List<byte[]> _pieces = [];
    private readonly List<int> _lengths = [];

    /// <summary>How many pieces have bytes in them.</summary>
    public int Count => _lengths.Count;

    /// <summary>Makes room behind what is there, in one piece.</summary>
    public Span<byte> Add(int size)
    {
        var last = Count - 1;
        if (last < 0 || _pieces[last].Length - _lengths[last] < size)
        {
            MakePiece(++last, size);
            _lengths.Add(0);
        }

        var start = _lengths[last];
        _lengths[last] += size;
        return _pieces[last].AsSpan(start, size);
    }

    public ReadOnlySpan<byte> PieceAt(int place) => _pieces[place].AsSpan(0, _lengths[place]);

    public void Clear() => _lengths.Clear();

    private void MakePiece(int place, int size)
    {
        if (place == _pieces.Count)
        {
            _pieces.Add(Make(Math.Max(size, place == 0 ? FirstPiece : Piece)));
        }
        else if (_pieces[place].Length < size)
        {
            _pieces[place] = Make(size);
        }
    }

    private static byte[] Make(int size) => GC.AllocateUninitializedArray<byte>(size);
}
