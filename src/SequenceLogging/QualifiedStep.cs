using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace SequenceLogging;

/// <summary>A step and the journey that it belongs to: <c>SEQ-2025-07-00001:CreateAd_Step_6_CalculatePrice</c>.</summary>
/// <param name="SequenceId">The journey.</param>
/// <param name="StepName">The step.</param>
[JsonConverter(typeof(TextJsonConverter<QualifiedStep>))]
[TypeConverter(typeof(TextTypeConverter<QualifiedStep>))]
public readonly record struct QualifiedStep(SequenceId SequenceId, StepName StepName)
    : ISpanParsable<QualifiedStep>, ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>The length of the longest text, in characters.</summary>
    public const int MaxLength = SequenceId.MaxLength + 1 + StepName.MaxLength;

    /// <summary>Reads a qualified step.</summary>
    /// <exception cref="FormatException">The text is none; the message quotes it.</exception>
    public static QualifiedStep Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static QualifiedStep Parse(ReadOnlySpan<char> text) => TryParse(text, out QualifiedStep step)
        ? step
        : throw new FormatException(
            $"\"{Excerpt.Of(text)}\" is not a qualified step. Write it as sequence id:step name, "
            + "for example SEQ-2025-07-00001:CreateAd_Step_6_CalculatePrice.");

    /// <summary>Reads a qualified step, if the text is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out QualifiedStep step) => TryParse(text.AsSpan(), out step);

    /// <inheritdoc cref="TryParse(string?, out QualifiedStep)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out QualifiedStep step)
    {
        // The first colon: a sequence id holds none, a step name may.
        int colon = text.IndexOf(':');
        if (colon >= 0
            && SequenceId.TryParse(text[..colon], out SequenceId id)
            && StepName.TryParse(text[(colon + 1)..], out StepName name))
        {
            step = new QualifiedStep(id, name);
            return true;
        }
        step = default;
        return false;
    }

    /// <summary>Writes the text, if there is room: at most <see cref="MaxLength"/> characters.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        if (SequenceId.TryFormat(destination, out int idLength)
            && idLength < destination.Length
            && StepName.TryFormat(destination[(idLength + 1)..], out int nameLength))
        {
            destination[idLength] = ':';
            charsWritten = idLength + 1 + nameLength;
            return true;
        }
        charsWritten = 0;
        return false;
    }

    /// <summary>Writes the text as UTF-8, if there is room.</summary>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten)
    {
        if (SequenceId.TryFormat(utf8Destination, out int idLength)
            && idLength < utf8Destination.Length
            && StepName.TryFormat(utf8Destination[(idLength + 1)..], out int nameLength))
        {
            utf8Destination[idLength] = (byte)':';
            bytesWritten = idLength + 1 + nameLength;
            return true;
        }
        bytesWritten = 0;
        return false;
    }

    /// <summary>The text, sequence id first.</summary>
    public override string ToString() => $"{SequenceId}:{StepName}";

    // No culture and no format changes the text; see SequenceId.
    static QualifiedStep IParsable<QualifiedStep>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<QualifiedStep>.TryParse(string? s, IFormatProvider? provider, out QualifiedStep result) =>
        TryParse(s, out result);

    static QualifiedStep ISpanParsable<QualifiedStep>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<QualifiedStep>.TryParse(
        ReadOnlySpan<char> s, IFormatProvider? provider, out QualifiedStep result) => TryParse(s, out result);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(destination, out charsWritten);

    bool IUtf8SpanFormattable.TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(utf8Destination, out bytesWritten);
}
