using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace SequenceLogging.Routing;

/// <summary>
/// Writes what JSON says the same way as the text itself: names and values of printable ASCII, whole and decimal numbers, truth. That
/// is nearly all that properties are, and costs a third of what a JSON writer takes for it; the rest is left to that.
/// </summary>
internal static class PlainJson
{
    /// <summary>Printable ASCII but for the two that JSON escapes.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x5F).Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    /// <summary>The longest number, with room to spare.</summary>
    private const int LongestNumber = 40;

    /// <summary>Writes a name with the colon behind it.</summary>
    /// <returns>Whether it could be written.</returns>
    public static bool TryWriteName(Utf8Buffer target, ReadOnlySpan<char> name) => TryWriteText(target, name, ':');

    /// <summary>Writes a value.</summary>
    /// <returns>Whether it could be written.</returns>
    public static bool TryWrite(Utf8Buffer target, object? value)
    {
        switch (value)
        {
            case string text: return text.Length <= Limits.Text && TryWriteText(target, text, '\0');
            case bool truth: return TryAdvance(target, Encoding.UTF8.TryGetBytes(truth ? "true" : "false", Room(target), out var length), length);
            case int number: return TryAdvance(target, Utf8Formatter.TryFormat(number, Room(target), out length), length);
            case long number: return TryAdvance(target, Utf8Formatter.TryFormat(number, Room(target), out length), length);
            case decimal number: return TryAdvance(target, Utf8Formatter.TryFormat(number, Room(target), out length), length);
            default: return false;
        }
    }

    private static bool TryWriteText(Utf8Buffer target, ReadOnlySpan<char> text, char behind)
    {
        if (text.ContainsAnyExcept(Plain))
        {
            return false;
        }

        var bytes = target.Reserve(text.Length + 3);
        bytes[0] = (byte)'"';
        Ascii.FromUtf16(text, bytes[1..], out var length);
        bytes[length + 1] = (byte)'"';
        bytes[length + 2] = (byte)behind;
        return TryAdvance(target, true, behind == '\0' ? length + 2 : length + 3);
    }

    private static Span<byte> Room(Utf8Buffer target) => target.Reserve(LongestNumber);

    private static bool TryAdvance(Utf8Buffer target, bool isWritten, int length)
    {
        target.Advance(length);
        return isWritten;
    }
}
