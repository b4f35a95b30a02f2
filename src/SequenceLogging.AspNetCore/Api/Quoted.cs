using System.Globalization;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>Values in messages: short, in quotes, and without what is not to be seen.</summary>
internal static class Quoted
{
    private const int Most = 60;

    public static string Text(string text)
    {
        var shown = new string([.. text.Take(Most).Select(c => IsShown(c) ? c : '\ufffd')]);
        return $"\"{shown}{(text.Length > Most ? "…" : "")}\"";
    }

    private static bool IsShown(char c) => char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
