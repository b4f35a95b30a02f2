using System.Buffers;
using System.Globalization;
using System.Text;

namespace SequenceLogging.Reporting.Words;

/// <summary>
/// The one place where text from logs becomes text for a terminal: nothing that a terminal obeys, or that changes the order
/// or visibility of what stands around it, goes through; each such character becomes a visible one.
/// </summary>
internal static class SafeText
{
    private static readonly SearchValues<char> PlainAscii =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(c => (char)c)]);

    /// <summary>The text on one line. Doing it twice changes nothing more.</summary>
    public static string OneLine(string text) => Visible(text, "⏎");

    /// <summary>The text with its line breaks, for a cell of a spreadsheet.</summary>
    public static string ManyLines(string text) => Visible(text, "\n");

    /// <summary>JSON that means the same, in which such characters are escaped as JSON does it.</summary>
    /// <param name="json">Legal JSON: outside of its texts it is plain ASCII and white space.</param>
    /// <param name="onOneLine">Whether line breaks between its parts become spaces.</param>
    public static string Json(string json, bool onOneLine) => Replace(json, rune =>
        rune.Value >= ' ' ? (IsHarmful(rune) ? Escaped(rune) : null) : onOneLine ? " " : null);

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

    private static string Visible(string text, string lineBreak) =>
        Replace(text.Replace("\r\n", "\n", StringComparison.Ordinal), rune => rune.Value switch
        {
            '\t' => " ",
            '\n' => lineBreak,
            < ' ' => ((char)('␀' + rune.Value)).ToString(),
            _ => IsHarmful(rune) ? Escaped(rune) : null,
        });

    /// <summary>The text with other words for some characters, and U+FFFD for halves of them.</summary>
    private static string Replace(string text, Func<Rune, string?> replacement)
    {
        var safe = new StringBuilder();
        var start = 0; // of what is not copied yet
        for (var at = 0; text.AsSpan(at).IndexOfAnyExcept(PlainAscii) is >= 0 and var plain;)
        {
            at += plain;
            var isWhole = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) is OperationStatus.Done;
            if ((isWhole ? replacement(rune) : "\uFFFD") is { } other)
            {
                safe.Append(text, start, at - start).Append(other);
                start = at + length;
            }

            at += length;
        }

        return start == 0 ? text : safe.Append(text, start, text.Length - start).ToString();
    }

    // Format characters: bidirectional controls, zero-width and tag characters. The two joiners are letters of emoji,
    // Persian and Indic scripts and stay.
    private static bool IsHarmful(Rune rune) => !rune.IsAscii || rune.Value is < 0x20 or 0x7F
        ? Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            || (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D))
            || (rune.Value & 0xFFFE) is 0xFFFE // no character, and in XML, as of an SVG, not even as an escape
        : false;

    private static string Escaped(Rune rune) => rune.IsBmp
        ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}")
        : string.Concat(rune.ToString().Select(unit => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}")));
}
