using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Serialization;

namespace SequenceLogging;

/// <summary>
/// The name of a step. <c>CreateAd_Step_6_CalculatePrice</c> is step 6 of the flow <c>CreateAd</c> and
/// <c>User_Flow_1_Start</c> step 1 of <c>User</c>; any other name is legal and has no flow.
/// </summary>
[JsonConverter(typeof(TextJsonConverter<StepName>))]
[TypeConverter(typeof(TextTypeConverter<StepName>))]
public readonly partial record struct StepName : ISpanParsable<StepName>, ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>The length of the longest name, in characters.</summary>
    public const int MaxLength = 256;

    private readonly string? _value;

    /// <summary>The step of this name.</summary>
    /// <exception cref="ArgumentException">The name is blank or longer than <see cref="MaxLength"/>.</exception>
    public StepName(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = IsLegal(value) ? value : throw new ArgumentException(Refusal(value), nameof(value));
    }

    /// <summary>The whole name; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">The text is blank or longer than <see cref="MaxLength"/>.</exception>
    public static StepName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out StepName name) ? name : throw new FormatException(Refusal(text));
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static StepName Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out StepName name) ? name : throw new FormatException(Refusal(text));

    /// <summary>Reads a name, if the text is not blank and not longer than <see cref="MaxLength"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out StepName name)
    {
        bool legal = IsLegal(text);
        name = legal ? new StepName(text!) : default;
        return legal;
    }

    /// <inheritdoc cref="TryParse(string?, out StepName)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out StepName name)
    {
        bool legal = IsLegal(text);
        name = legal ? new StepName(text.ToString()) : default;
        return legal;
    }

    /// <summary>Writes the name, if there is room.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        bool fits = Value.TryCopyTo(destination);
        charsWritten = fits ? Value.Length : 0;
        return fits;
    }

    /// <summary>Writes the name as UTF-8, if there is room.</summary>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten) =>
        Encoding.UTF8.TryGetBytes(Value, utf8Destination, out bytesWritten);

    /// <summary>The whole name.</summary>
    public override string ToString() => Value;

    /// <summary>The whole name.</summary>
    public static implicit operator string(StepName name) => name.Value;

    private static bool IsLegal(ReadOnlySpan<char> text) => text.Length <= MaxLength && !text.IsWhiteSpace();

    private static string Refusal(ReadOnlySpan<char> text) =>
        $"\"{Excerpt.Of(text)}\" is not a step name. Write 1 to {MaxLength} characters that are not all white space, "
        + "for example CreateAd_Step_6_CalculatePrice.";

    // No culture and no format changes a name; see SequenceId.
    static StepName IParsable<StepName>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<StepName>.TryParse(string? s, IFormatProvider? provider, out StepName result) =>
        TryParse(s, out result);

    static StepName ISpanParsable<StepName>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<StepName>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out StepName result) =>
        TryParse(s, out result);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(destination, out charsWritten);

    bool IUtf8SpanFormattable.TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(utf8Destination, out bytesWritten);
}
