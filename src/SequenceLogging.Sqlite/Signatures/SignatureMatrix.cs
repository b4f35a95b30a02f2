namespace SequenceLogging.Sqlite.Signatures;

/// <summary>A whole signature in memory: of each bit, which blocks have it.</summary>
/// <param name="Blocks">Eight for each byte of the width.</param>
/// <param name="Width">So many bytes tell of one bit.</param>
/// <param name="Bytes">Those of one bit after the other.</param>
/// <param name="Pieces">What of three bytes is in any of them.</param>
internal sealed record SignatureMatrix(IReadOnlyList<SignatureBlock> Blocks, int Width, byte[] Bytes, ShortPieces Pieces)
{
    /// <summary>The same as one. Their pieces have been put together as they were read.</summary>
    public static SignatureMatrix Join(IReadOnlyList<SignatureMatrix> parts)
    {
        var width = parts.Sum(part => part.Width);
        var bytes = new byte[SignatureBits.Count * width];
        var column = 0;
        foreach (var part in parts)
        {
            for (var position = 0; position < SignatureBits.Count; position++)
            {
                part.Bytes.AsSpan(position * part.Width, part.Width).CopyTo(bytes.AsSpan((position * width) + column));
            }

            column += part.Width;
        }

        return new SignatureMatrix([.. parts.SelectMany(part => part.Blocks)], width, bytes, parts[0].Pieces);
    }

    public bool Has(int block, int position) => (Bytes[(position * Width) + (block >> 3)] & (1 << (block & 7))) != 0;
}
