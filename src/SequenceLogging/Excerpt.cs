using System.Globalization;
using System.Text;

namespace SequenceLogging;

/// <summary>
/// Text from outside as an error message may show it: short, on one line, and with nothing in it that a terminal obeys.
/// </summary>
internal static class Excerpt
{
    private const int MaxRunes = 60;

    /// <summary>The first line that is not blank; empty where there is none.</summary>
    public static ReadOnlySpan<char> FirstLine(ReadOnlySpan<char> text)
    {
        var rest = text.TrimStart();
        return rest[..(rest.IndexOfAny('\r', '\n') is >= 0 and var end ? end : rest.Length)];
    }

    public static string Of(ReadOnlySpan<char> text)
    {
        var excerpt = new StringBuilder();
        int runes = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (runes++ == MaxRunes)
            {
                return excerpt.Append('…').ToString();
            }
            if (IsVisible(rune))
            {
                excerpt.Append(rune.ToString());
            }
            else
            {
                excerpt.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            }
        }
        return excerpt.ToString();
    }

    // Format characters count as invisible because the bidirectional controls are among them.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
