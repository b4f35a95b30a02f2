using System.Buffers;
using System.Text;

namespace SequenceLogging.PostgreSql.Texts;

/// <summary>
/// Texts as the server can hold them. It takes every character but NUL, which is written as two noncharacters of Unicode; these
/// are no part of any text that people exchange, and where one stands in a text all the same, it is doubled in a way.
/// </summary>
internal static class TextCode
{
    private const char Escape = '\uFDD0';
    private const char Nul = '\uFDD1';
    private const char EscapeItself = '\uFDD2';

    private static readonly SearchValues<char> Special =
        SearchValues.Create([.. "\0\uFDD0", .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    /// <summary>The text as it is stored, and as it is compared and searched for.</summary>
    public static string Encode(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0)
        {
            return text;
        }

        // A lone surrogate is no character; all stores keep U+FFFD in its place.
        var wellFormed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return wellFormed.Replace($"{Escape}", $"{Escape}{EscapeItself}", StringComparison.Ordinal)
            .Replace("\0", $"{Escape}{Nul}", StringComparison.Ordinal);
    }

    /// <summary>The text as it was before <see cref="Encode"/>.</summary>
    public static string Decode(string stored)
    {
        if (!stored.Contains(Escape, StringComparison.Ordinal))
        {
            return stored;
        }

        var text = new StringBuilder(stored.Length);
        for (var i = 0; i < stored.Length; i++)
        {
            var isPair = stored[i] == Escape && i + 1 < stored.Length && stored[i + 1] is Nul or EscapeItself;
            text.Append(isPair && stored[i + 1] == Nul ? '\0' : stored[i]);
            i += isPair ? 1 : 0;
        }

        return text.ToString();
    }
}
