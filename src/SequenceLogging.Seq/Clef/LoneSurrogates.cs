using System.Globalization;
using System.Text.Json;

namespace SequenceLogging.Seq.Clef;

/// <summary>
/// JSON can name half a character (<c>\ud800</c>), which is in no text that UTF-8 can carry. The half becomes U+FFFD, as
/// everywhere where text is written.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>The text of the string or property name at which the reader stands.</summary>
    public static string Read(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            byte[] quoted = [(byte)'"', .. json.ValueSpan, (byte)'"'];
            Replace(quoted);
            var whole = new Utf8JsonReader(quoted);
            whole.Read();
            return whole.GetString()!;
        }
    }

    private static void Replace(Span<byte> escaped)
    {
        for (var at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] != '\\')
            {
                continue;
            }

            if (IsHalf(escaped, at, 0xD800) && IsHalf(escaped, at + EscapeLength, 0xDC00))
            {
                at += (2 * EscapeLength) - 1;
            }
            else if (IsHalf(escaped, at, 0xD800) || IsHalf(escaped, at, 0xDC00))
            {
                "FFFD"u8.CopyTo(escaped[(at + 2)..]);
                at += EscapeLength - 1;
            }
            else
            {
                at++; // what is escaped is no backslash of its own
            }
        }
    }

    /// <summary>Whether an escape of one of the 1,024 halves from a first one on stands there.</summary>
    private static bool IsHalf(ReadOnlySpan<byte> escaped, int at, int first) =>
        at + EscapeLength <= escaped.Length
        && escaped[at] == '\\'
        && escaped[at + 1] == 'u'
        && ushort.TryParse(
            escaped.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
        && unit >= first
        && unit < first + 0x400;
}
