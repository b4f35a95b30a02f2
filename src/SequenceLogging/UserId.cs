using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace SequenceLogging;

/// <summary>
/// Whoever a journey belongs to: any text, or a number, which is the same user as its decimal text:
/// <c>566158428</c> equals <c>"566158428"</c>, while <c>"007"</c> and <c>"+5"</c> are text and nobody else.
/// </summary>
[JsonConverter(typeof(UserIdJsonConverter))]
[TypeConverter(typeof(TextTypeConverter<UserId>))]
public readonly record struct UserId : ISpanParsable<UserId>, ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>The length of the longest id, in characters.</summary>
    public const int MaxLength = 256;

    private const int MaxNumberLength = 20; // of long.MinValue

    private readonly string? _value;

    /// <summary>The user of this number.</summary>
    public UserId(long number) => _value = number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The user of this text.</summary>
    /// <exception cref="ArgumentException">The text is blank or longer than <see cref="MaxLength"/>.</exception>
    public UserId(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = IsLegal(value) ? value : throw new ArgumentException(Refusal(value), nameof(value));
    }

    /// <summary>The id as text; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is <c>default(UserId)</c>, which is nobody.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Whether the text is what an <see cref="Int64"/> writes: no leading zero, no plus sign.</summary>
    public bool IsNumber => Number is not null;

    /// <summary>The number, if <see cref="IsNumber"/>.</summary>
    public long? Number
    {
        get
        {
            Span<char> canonical = stackalloc char[MaxNumberLength];
            return long.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                && number.TryFormat(canonical, out int length, default, CultureInfo.InvariantCulture)
                && canonical[..length].SequenceEqual(Value)
                ? number
                : null;
        }
    }

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is blank or longer than <see cref="MaxLength"/>.</exception>
    public static UserId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out UserId id) ? id : throw new FormatException(Refusal(text));
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static UserId Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out UserId id) ? id : throw new FormatException(Refusal(text));

    /// <summary>Reads an id, if the text is not blank and not longer than <see cref="MaxLength"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out UserId id)
    {
        bool legal = IsLegal(text);
        id = legal ? new UserId(text!) : default;
        return legal;
    }

    /// <inheritdoc cref="TryParse(string?, out UserId)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out UserId id)
    {
        bool legal = IsLegal(text);
        id = legal ? new UserId(text.ToString()) : default;
        return legal;
    }

    /// <summary>Writes the text, if there is room.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        bool fits = Value.TryCopyTo(destination);
        charsWritten = fits ? Value.Length : 0;
        return fits;
    }

    /// <summary>Writes the text as UTF-8, if there is room.</summary>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten) =>
        Encoding.UTF8.TryGetBytes(Value, utf8Destination, out bytesWritten);

    /// <summary>The id as text.</summary>
    public override string ToString() => Value;

    /// <summary>The user of this number.</summary>
    public static implicit operator UserId(long number) => new(number);

    /// <summary>The user of this text, which must not be blank nor longer than <see cref="MaxLength"/>.</summary>
    public static implicit operator UserId(string value) => new(value);

    private static bool IsLegal(ReadOnlySpan<char> text) => text.Length <= MaxLength && !text.IsWhiteSpace();

    private static string Refusal(ReadOnlySpan<char> text) =>
        $"\"{Excerpt.Of(text)}\" is not a user id. Write a number or 1 to {MaxLength} characters that are not all white space, "
        + "for example 566158428.";

    // No culture and no format changes an id; see SequenceId.
    static UserId IParsable<UserId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<UserId>.TryParse(string? s, IFormatProvider? provider, out UserId result) => TryParse(s, out result);

    static UserId ISpanParsable<UserId>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<UserId>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out UserId result) =>
        TryParse(s, out result);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(destination, out charsWritten);

    bool IUtf8SpanFormattable.TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(utf8Destination, out bytesWritten);
}
