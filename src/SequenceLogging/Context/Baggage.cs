using System.Globalization;

namespace SequenceLogging.Context;

/// <summary>
/// One member of a W3C <c>baggage</c> header, read strictly: a header beyond the limits of the standard, a member that is there
/// twice, or an escape that is none, says nothing. Time and memory are bounded by the limits, whatever is sent.
/// </summary>
internal static class Baggage
{
    public const int MostMembers = 64;
    public const int MostBytes = 8_192;

    /// <summary>Longest text that can name a sequence, each of its characters escaped.</summary>
    private const int MostCharacters = 3 * 64;

    /// <summary>Finds the value of a member.</summary>
    public static bool TryFind(ReadOnlySpan<char> header, ReadOnlySpan<char> name, out string value)
    {
        value = "";
        if (header.Length > MostBytes || header.Count(',') >= MostMembers)
        {
            return false;
        }

        var isFound = false;
        foreach (var range in header.Split(','))
        {
            var member = header[range];
            if (!IsNamed(member, name, out var text))
            {
                continue;
            }

            if (isFound || !TryUnescape(text, out value))
            {
                value = "";
                return false;
            }

            isFound = true;
        }

        return isFound;
    }

    /// <summary>The header with a member in it, in place of any of that name; null where that would be beyond the limits.</summary>
    /// <param name="header">What is there; empty for nothing.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="value">Characters that need no escape.</param>
    public static string? Join(ReadOnlySpan<char> header, string name, string value)
    {
        var members = new List<string>();
        foreach (var range in header.Split(','))
        {
            var member = header[range].Trim(" \t");
            if (!member.IsEmpty && !IsNamed(member, name, out _))
            {
                members.Add(member.ToString());
            }
        }

        members.Add($"{name}={value}");
        var joined = string.Join(',', members);
        return members.Count <= MostMembers && joined.Length <= MostBytes ? joined : null;
    }

    /// <summary>Reads <c>name = value;property</c>.</summary>
    private static bool IsNamed(ReadOnlySpan<char> member, ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        var equals = member.IndexOf('=');
        value = equals < 0 ? default : member[(equals + 1)..];
        value = value[..(value.IndexOf(';') is >= 0 and var end ? end : value.Length)].Trim(" \t");
        return equals >= 0 && member[..equals].Trim(" \t").SequenceEqual(name);
    }

    private static bool TryUnescape(ReadOnlySpan<char> text, out string value)
    {
        value = "";
        if (text.Length > MostCharacters)
        {
            return false;
        }

        Span<char> target = stackalloc char[MostCharacters];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                target[length++] = text[i];
                continue;
            }

            // What names a sequence is ASCII, so an escape that is not is none of it.
            if (i + 2 >= text.Length
                || !byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                || code >= 0x80)
            {
                return false;
            }

            target[length++] = (char)code;
            i += 2;
        }

        value = target[..length].ToString();
        return true;
    }
}
