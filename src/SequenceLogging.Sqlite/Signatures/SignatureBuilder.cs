using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Signatures;

/// <summary>Makes the signature of rows, which come in the order of their ids.</summary>
/// <param name="most">After so many blocks it is full.</param>
internal sealed class SignatureBuilder(int most)
{
    /// <summary>A block ends with so many bytes of rows, of which its 4,096 bytes of signature are a tenth.</summary>
    private const int BytesOfBlock = 40_960;

    /// <summary>What a row takes beside its texts, about.</summary>
    private const int BytesOfRow = 60;

    private readonly List<SignatureBlock> _blocks = [];
    private readonly List<SignatureBits> _bits = [];
    private readonly ShortPieces _pieces = new();
    private SignatureBits _current = new();
    private SignatureBlock _block = SignatureBlock.None;
    private int _bytes;

    /// <summary>Whether there is no room for another row.</summary>
    public bool IsFull => _blocks.Count >= most;

    public bool IsEmpty => _blocks.Count == 0 && _block.IsNone;

    /// <summary>The last row that it stands for.</summary>
    public long LastRow => _block.IsNone ? _blocks[^1].LastRow : _block.LastRow;

    /// <summary>Adds a row: its id, its sequence, and the three texts of its source.</summary>
    public void Add(Statement values)
    {
        var (row, sequence) = (values.Int64(0), values.Int64(1));
        var texts = new SignedTexts(values);
        Add(_current, texts);
        _pieces.AddText(texts.First);
        _pieces.AddText(texts.Metadata);
        _pieces.AddText(texts.Last);
        _bytes += BytesOfRow + texts.Length;
        _block = _block.IsNone
            ? new SignatureBlock(row, row, sequence, sequence)
            : new SignatureBlock(
                _block.FirstRow, row, Math.Min(_block.LowestSequence, sequence), Math.Max(_block.HighestSequence, sequence));
        if (_bytes >= BytesOfBlock)
        {
            EndBlock();
        }
    }

    /// <summary>Adds the bits of one row.</summary>
    public static void Add(SignatureBits bits, in SignedTexts texts)
    {
        bits.AddText(texts.First);
        bits.AddText(texts.Metadata);
        bits.AddText(texts.Last);
        bits.AddProperties(texts.Metadata);
    }

    /// <summary>What comes next is no neighbour of what came before.</summary>
    public void EndBlock()
    {
        if (!_block.IsNone)
        {
            _blocks.Add(_block);
            _bits.Add(_current);
            _block = SignatureBlock.None;
            _current = new SignatureBits();
            _bytes = 0;
        }
    }

    public SignatureMatrix Build()
    {
        EndBlock();
        var width = (_blocks.Count + 7) / 8;
        var bytes = new byte[SignatureBits.Count * width];
        for (var block = 0; block < _bits.Count; block++)
        {
            foreach (var position in _bits[block].Positions)
            {
                bytes[(position * width) + (block >> 3)] |= (byte)(1 << (block & 7));
            }
        }

        return new SignatureMatrix(
            [.. _blocks, .. Enumerable.Repeat(SignatureBlock.None, (width * 8) - _blocks.Count)], width, bytes, _pieces);
    }
}
