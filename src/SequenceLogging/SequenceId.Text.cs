using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SequenceLogging;

// The text form: SEQ-YYYY-MM-NNNNN, ASCII, strict. One id has one text, so that texts may be compared and searched for.
public readonly partial record struct SequenceId
    : ISpanParsable<SequenceId>, IUtf8SpanParsable<SequenceId>, ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>The length of the longest id, in characters.</summary>
    public const int MaxLength = NumberAt + 13;

    private const int YearAt = 4, MonthAt = 9, NumberAt = 12, MinDigits = 5;

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is no id; the message quotes it.</exception>
    public static SequenceId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static SequenceId Parse(ReadOnlySpan<char> text) =>
        Read(text, out SequenceId id) is { } reason ? throw NotAnId(text, reason) : id;

    /// <inheritdoc cref="Parse(string)"/>
    public static SequenceId Parse(ReadOnlySpan<byte> utf8Text) =>
        TryParse(utf8Text, out SequenceId id) ? id : Parse(Encoding.UTF8.GetString(utf8Text));

    /// <summary>Reads an id, if the text is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SequenceId id) => TryParse(text.AsSpan(), out id);

    /// <inheritdoc cref="TryParse(string?, out SequenceId)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out SequenceId id) => Read(text, out id) is null;

    /// <inheritdoc cref="TryParse(string?, out SequenceId)"/>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out SequenceId id)
    {
        Span<char> text = stackalloc char[MaxLength];
        id = default;
        return Ascii.ToUtf16(utf8Text, text, out int length) == OperationStatus.Done && TryParse(text[..length], out id);
    }

    /// <summary>Writes the id, if there is room: at most <see cref="MaxLength"/> characters.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        int length = NumberAt + MinDigits;
        for (long rest = Number / 100_000; rest > 0; rest /= 10)
        {
            length++;
        }
        if (destination.Length < length)
        {
            charsWritten = 0;
            return false;
        }
        "SEQ-YYYY-MM-".CopyTo(destination);
        WriteDigits(destination[YearAt..(MonthAt - 1)], Year);
        WriteDigits(destination[MonthAt..(NumberAt - 1)], Month);
        WriteDigits(destination[NumberAt..length], Number);
        charsWritten = length;
        return true;
    }

    /// <summary>Writes the id as UTF-8, if there is room: at most <see cref="MaxLength"/> bytes.</summary>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten)
    {
        Span<char> text = stackalloc char[MaxLength];
        TryFormat(text, out int length);
        bytesWritten = 0;
        return length <= utf8Destination.Length
            && Ascii.FromUtf16(text[..length], utf8Destination, out bytesWritten) == OperationStatus.Done;
    }

    /// <summary>The id as <c>SEQ-YYYY-MM-NNNNN</c>; <c>SEQ-0000-00-00000</c> for the default value.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[MaxLength];
        TryFormat(text, out int length);
        return text[..length].ToString();
    }

    /// <summary>Null and the id, or the reason why the text is none.</summary>
    private static string? Read(ReadOnlySpan<char> text, out SequenceId id)
    {
        id = default;
        if (!text.StartsWith("SEQ-", StringComparison.Ordinal))
        {
            return "It must start with SEQ-, in upper case.";
        }
        if (text.Length is < NumberAt + MinDigits or > MaxLength || text[MonthAt - 1] != '-' || text[NumberAt - 1] != '-')
        {
            return "The year has 4 digits, the month 2, the number 5 to 13.";
        }
        if (!TryReadDigits(text[YearAt..(MonthAt - 1)], out long year)
            || !TryReadDigits(text[MonthAt..(NumberAt - 1)], out long month)
            || !TryReadDigits(text[NumberAt..], out long number))
        {
            return "Only the digits 0 to 9 may stand for year, month and number.";
        }
        if (year is 0)
        {
            return "The year must be 0001 to 9999.";
        }
        if (month is < 1 or > 12)
        {
            return "The month must be 01 to 12.";
        }
        if (text.Length > NumberAt + MinDigits && text[NumberAt] == '0')
        {
            return "A number of more than 5 digits must not start with 0.";
        }
        if (number is 0 or > MaxNumber)
        {
            return "The number must be 1 to 1099511627775.";
        }
        id = new SequenceId(Pack((int)year, (int)month, number));
        return null;
    }

    // Not long.TryParse, which takes trailing NUL characters. At most 13 digits come here, so nothing overflows.
    private static bool TryReadDigits(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }
            value = value * 10 + (c - '0');
        }
        return true;
    }

    // Not TryWrite($"…"), which boxes the numbers until the JIT has seen it often enough.
    private static void WriteDigits(Span<char> destination, long value)
    {
        for (int i = destination.Length - 1; i >= 0; i--, value /= 10)
        {
            destination[i] = (char)('0' + value % 10);
        }
    }

    private static FormatException NotAnId(ReadOnlySpan<char> text, string reason) => new(
        $"\"{Excerpt.Of(text)}\" is not a sequence id. Write it as SEQ-YYYY-MM-NNNNN, for example SEQ-2025-07-00001. {reason}");

    // No culture and no format changes an id. Formats are let through because Serilog templates give one: {SequenceId:l}.
    static SequenceId IParsable<SequenceId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<SequenceId>.TryParse(string? s, IFormatProvider? provider, out SequenceId result) =>
        TryParse(s, out result);

    static SequenceId ISpanParsable<SequenceId>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<SequenceId>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out SequenceId result) =>
        TryParse(s, out result);

    static SequenceId IUtf8SpanParsable<SequenceId>.Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) =>
        Parse(utf8Text);

    static bool IUtf8SpanParsable<SequenceId>.TryParse(
        ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out SequenceId result) => TryParse(utf8Text, out result);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(destination, out charsWritten);

    bool IUtf8SpanFormattable.TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(utf8Destination, out bytesWritten);
}
