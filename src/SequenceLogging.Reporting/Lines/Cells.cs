using System.Globalization;
using System.Text;

namespace SequenceLogging.Reporting.Lines;

/// <summary>
/// How many cells of a terminal a text takes. What people see as one character (a flag, a family, a letter of a fancy font in a
/// user name) is measured as one, or nothing behind it would stand in line.
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

        var alone = IsMark(first) ? 0 : first.IsBmp ? WidthOfBasic(first) : WidthOfSupplementary(first);
        var rest = element[length..];
        return rest.Contains(EmojiPresentation) || (alone == 2 && rest.Contains(Joiner)) ? 2 : alone;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    // The wide ones: Hangul, the signs that are emoji without being asked, and all from the radicals to the Yi syllables.
    private static int WidthOfBasic(Rune rune) => rune.Value switch
    {
        < 0x1100 => 1,
        <= 0x115F or 0x231A or 0x231B or 0x2329 or 0x232A or 0x23F0 or 0x23F3 or (>= 0x23E9 and <= 0x23EC) => 2,
        0x25FD or 0x25FE or 0x2614 or 0x2615 or 0x267F or 0x2693 or 0x26A1 or 0x26AA or 0x26AB or 0x26BD or 0x26BE => 2,
        0x26C4 or 0x26C5 or 0x26CE or 0x26D4 or 0x26EA or 0x26F2 or 0x26F3 or 0x26F5 or 0x26FA or 0x26FD => 2,
        0x2705 or 0x270A or 0x270B or 0x2728 or 0x274C or 0x274E or 0x2757 or 0x27B0 or 0x27BF => 2,
        (>= 0x2648 and <= 0x2653) or (>= 0x2753 and <= 0x2755) or (>= 0x2795 and <= 0x2797) => 2,
        0x2B1B or 0x2B1C or 0x2B50 or 0x2B55 or (>= 0x2E80 and <= 0x303E) => 2,
        (>= 0x3041 and <= 0x3247) or (>= 0x3250 and <= 0x4DBF) or (>= 0x4E00 and <= 0xA4C6) => 2,
        (>= 0xA960 and <= 0xA97C) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) => 2,
        (>= 0xFE10 and <= 0xFE19) or (>= 0xFE30 and <= 0xFE6B) or (>= 0xFF01 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) => 2,
        _ => 1,
    };

    // Planes 2 and 3 are ideographs; emoji and the wide old scripts have blocks of their own. The rest is narrow.
    private static int WidthOfSupplementary(Rune rune) => rune.Value switch
    {
        >= 0x20000 and <= 0x3FFFF => 2,
        >= 0x1F1E6 and <= 0x1F1FF => 2, // a flag is two of these in one element
        >= 0x1F200 and <= 0x1F64F or >= 0x1F680 and <= 0x1F6FF or >= 0x1F7E0 and <= 0x1F7EB => 2,
        >= 0x1F900 and <= 0x1FAFF => 2,
        >= 0x16FE0 and <= 0x18DFF or >= 0x1AFF0 and <= 0x1B2FF => 2,
        _ => 1,
    };
}
