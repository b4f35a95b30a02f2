using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace SequenceLogging.Cli.Rendering;

/// <summary>
/// How many cells of a terminal a text takes. Spectre measures UTF-16 units; what people see as one character (a flag, a
/// family, a letter of a fancy font in a user name) is measured as one here, or nothing behind it would stand in line.
/// </summary>
internal static class Cells
{
    private const char EmojiPresentation = '\uFE0F';
    private const char Joiner = '\u200D';

    /// <summary>Cells of a text.</summary>
    public static int WidthOf(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.Length;
        }

        var width = 0;
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            width += WidthOfElement(text.AsSpan(at, length));
            at += length;
        }

        return width;
    }

    /// <summary>Cells of what people see as one character.</summary>
    public static int WidthOfElement(ReadOnlySpan<char> element)
    {
        if (Rune.DecodeFromUtf16(element, out var first, out var length) != System.Buffers.OperationStatus.Done)
        {
            return 1;
        }

        var alone = first.IsBmp ? new Segment(element[..1].ToString()).CellCount() : WidthOfSupplementary(first);
        var rest = element[length..];
        return rest.Contains(EmojiPresentation) || (alone == 2 && rest.Contains(Joiner)) ? 2 : Math.Clamp(alone, 0, 2);
    }

    // Planes 2 and 3 are ideographs; emoji and the wide old scripts have blocks of their own. The rest is narrow.
    private static int WidthOfSupplementary(Rune rune) => rune.Value switch
    {
        >= 0x20000 and <= 0x3FFFF => 2,
        >= 0x1F1E6 and <= 0x1F1FF => 2, // a flag is two of these in one element
        >= 0x1F200 and <= 0x1F64F or >= 0x1F680 and <= 0x1F6FF or >= 0x1F7E0 and <= 0x1F7EB => 2,
        >= 0x1F900 and <= 0x1FAFF => 2,
        >= 0x16FE0 and <= 0x18DFF or >= 0x1AFF0 and <= 0x1B2FF => 2,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0 : 1,
    };
}
