using System.Text;

namespace SequenceLogging.Sqlite.Signatures;

/// <summary>A text that is too short to have bits: it begins one of the <see cref="ShortPieces"/> wherever it is said.</summary>
/// <param name="First">Its first byte.</param>
/// <param name="Lowest">The lowest number of two bytes that may follow.</param>
/// <param name="Highest">The highest one.</param>
internal readonly record struct ShortText(int First, int Lowest, int Highest)
{
    /// <summary>Null where the text has bits, or where there is none.</summary>
    public static ShortText? Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length is > 0 and < SignatureBits.GramLength
            ? new ShortText(SignatureBits.Fold(bytes[0]), Follow(bytes, 0x00), Follow(bytes, 0xFF))
            : null;
    }

    private static int Follow(byte[] bytes, int otherwise) => (At(bytes, 1, otherwise) << 8) | At(bytes, 2, otherwise);

    private static int At(byte[] bytes, int index, int otherwise) => index < bytes.Length ? SignatureBits.Fold(bytes[index]) : otherwise;
}
