namespace SequenceLogging.LiteDb.Reading;

/// <summary>Finds a text in another in any case of the letters A to Z; all other characters are what they are.</summary>
internal static class AsciiSearch
{
    public static bool Contains(ReadOnlySpan<char> where, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        var (lower, upper) = (char.IsAsciiLetter(text[0]) ? (char)(text[0] | 0x20) : text[0], char.IsAsciiLetter(text[0]) ? (char)(text[0] & ~0x20) : text[0]);
        while (where.Length >= text.Length)
        {
            var at = where[..(where.Length - text.Length + 1)].IndexOfAny(lower, upper);
            if (at < 0)
            {
                return false;
            }

            if (EqualsAscii(where.Slice(at, text.Length), text))
            {
                return true;
            }

            where = where[(at + 1)..];
        }

        return false;
    }

    private static bool EqualsAscii(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        for (var i = 0; i < one.Length; i++)
        {
            var (a, b) = (one[i], other[i]);
            if (a != b && !(char.IsAsciiLetter(a) && char.IsAsciiLetter(b) && (a | 0x20) == (b | 0x20)))
            {
                return false;
            }
        }

        return true;
    }
}
