using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SequenceLogging.Importing;

/// <summary>
/// The text of a JSON string or property name. Unlike the reader's own GetString it takes escaped lone surrogates, which
/// programs do log, as they are. The bytes must be valid UTF-8.
/// </summary>
internal static class JsonText
{
    private const int OnStack = 512;

    public static string Read(ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
        {
            return json.GetString()!;
        }

        var most = json.ValueSpan.Length;
        if (most <= OnStack)
        {
            Span<char> text = stackalloc char[OnStack];
            return text[..Copy(json.ValueSpan, text)].ToString();
        }

        var rented = ArrayPool<char>.Shared.Rent(most);
        var read = rented.AsSpan(0, Copy(json.ValueSpan, rented)).ToString();
        ArrayPool<char>.Shared.Return(rented);
        return read;
    }

    /// <summary>Writes the text of a JSON string, escaped or not, as characters; there must be room for one a byte.</summary>
    public static int Copy(ReadOnlySpan<byte> escaped, Span<char> text)
    {
        var length = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0)
            {
                return length + Encoding.UTF8.GetChars(escaped, text[length..]);
            }

            length += Encoding.UTF8.GetChars(escaped[..plain], text[length..]);
            escaped = escaped[(plain + 1)..];
            text[length++] = Unescape(escaped, out var consumed);
            escaped = escaped[consumed..];
        }
    }

    private static char Unescape(ReadOnlySpan<byte> escaped, out int consumed)
    {
        consumed = escaped[0] == 'u' ? 5 : 1;
        return escaped[0] switch
        {
            (byte)'u' => (char)ushort.Parse(escaped[1..5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            var itself => (char)itself,
        };
    }
}
