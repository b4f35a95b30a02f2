using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace SequenceLogging;

/// <summary>
/// Names a sequence: by its id, or, while the store still owes that, by the key that stands for it (<c>pending-</c> and 32
/// hex digits). Both are a text that may be written down and read anywhere; the key goes on naming the sequence when it has
/// its id.
/// </summary>
[JsonConverter(typeof(TextJsonConverter<SequenceReference>))]
[TypeConverter(typeof(TextTypeConverter<SequenceReference>))]
public readonly record struct SequenceReference : ISpanParsable<SequenceReference>
{
    private const string KeyStart = "pending-";
    private const int KeyLength = 40;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private SequenceReference(SequenceId id, string? key)
    {
        Id = id;
        Key = key;
    }

    /// <summary>The id; default where a key stands for it.</summary>
    public SequenceId Id { get; }

    /// <summary>The key; null where the id is known.</summary>
    public string? Key { get; }

    /// <summary>Whether this is the default value, which names nothing.</summary>
    public bool IsDefault => Id.IsDefault && Key is null;

    /// <summary>An id names its sequence.</summary>
    public static implicit operator SequenceReference(SequenceId id) => new(id, null);

    /// <summary>The same for languages without such conversions.</summary>
    public static SequenceReference FromSequenceId(SequenceId id) => id;

    /// <summary>Reads an id or a key.</summary>
    /// <exception cref="FormatException">The text is neither; the message quotes it.</exception>
    public static SequenceReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static SequenceReference Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var reference) ? reference
        : !text.StartsWith(KeyStart, StringComparison.Ordinal) ? SequenceId.Parse(text)
        : throw new FormatException(
            $"\"{Excerpt.Of(text)}\" is not the key of a pending sequence. Write it as it was logged: {KeyStart} and 32 of the "
            + "characters 0 to 9 and a to f.");

    /// <summary>Reads an id or a key, if the text is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SequenceReference reference) =>
        TryParse(text.AsSpan(), out reference);

    /// <inheritdoc cref="TryParse(string?, out SequenceReference)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out SequenceReference reference)
    {
        if (SequenceId.TryParse(text, out var id))
        {
            reference = id;
            return true;
        }

        var isKey = text.Length == KeyLength
            && text.StartsWith(KeyStart, StringComparison.Ordinal)
            && !text[KeyStart.Length..].ContainsAnyExcept(HexDigits);
        reference = isKey ? new SequenceReference(default, text.ToString()) : default;
        return isKey;
    }

    /// <summary>The id or the key; empty for the default value.</summary>
    public override string ToString() => Key ?? (IsDefault ? "" : Id.ToString());

    /// <summary>A key that nobody has used.</summary>
    internal static SequenceReference NewKey() => new(default, KeyStart + Guid.NewGuid().ToString("N"));

    static SequenceReference IParsable<SequenceReference>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<SequenceReference>.TryParse(
        string? s, IFormatProvider? provider, out SequenceReference result) => TryParse(s, out result);

    static SequenceReference ISpanParsable<SequenceReference>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<SequenceReference>.TryParse(
        ReadOnlySpan<char> s, IFormatProvider? provider, out SequenceReference result) => TryParse(s, out result);
}
