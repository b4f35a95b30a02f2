using System.Buffers;
using System.Globalization;
using System.Text;

namespace SequenceLogging.Cli.Rendering;

/// <summary>
/// The one place where text from logs becomes text for a terminal: nothing that a terminal obeys, or that changes the order
/// or visibility of what stands around it, goes through; each such character becomes a visible one.
/// </summary>
internal static class SafeText
{
    private static readonly SearchValues<char> PlainAscii =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(c => (char)c)]);

    /// <summary>The text on one line. Doing it twice changes nothing more.</summary>
    public static string OneLine(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(PlainAscii))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 16);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value == '\t')
            {
                safe.Append(' ');
            }
            else if (rune.Value == '\n')
            {
                safe.Append('⏎');
            }
            else if (rune.Value < ' ')
            {
                safe.Append((char)('␀' + rune.Value));
            }
            else if (IsHarmful(rune))
            {
                AppendEscape(safe, rune);
            }
            else
            {
                safe.Append(rune.ToString());
            }
        }

        return safe.ToString();
    }

    /// <summary>JSON that means the same, in which such characters are escaped as JSON does it.</summary>
    /// <param name="json">Legal JSON: outside of its texts it is plain ASCII and white space.</param>
    /// <param name="onOneLine">Whether line breaks between its parts become spaces.</param>
    public static string Json(string json, bool onOneLine)
    {
        if (!json.AsSpan().ContainsAnyExcept(PlainAscii))
        {
            return json;
        }

        var safe = new StringBuilder(json.Length + 16);
        foreach (var rune in json.EnumerateRunes())
        {
            if (rune.Value < ' ')
            {
                safe.Append(onOneLine ? ' ' : (char)rune.Value);
            }
            else if (IsHarmful(rune))
            {
                AppendEscape(safe, rune);
            }
            else
            {
                safe.Append(rune.ToString());
            }
        }

        return safe.ToString();
    }

    /// <summary>The first line that is not blank.</summary>
    public static string FirstLine(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace())
            {
                return line.Trim().ToString();
            }
        }

        return "";
    }

    // Format characters: bidirectional controls, zero-width and tag characters. The two joiners are letters of emoji,
    // Persian and Indic scripts and stay.
    private static bool IsHarmful(Rune rune) => !rune.IsAscii || rune.Value is < 0x20 or 0x7F
        ? Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            || (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D))
        : false;

    private static void AppendEscape(StringBuilder safe, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)])
        {
            safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
        }
    }
}
