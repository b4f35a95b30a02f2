using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace SequenceLogging;

/// <summary>
/// What ties a journey to a thing of another component: <c>component:type:entity id</c>, as <c>ads:ad:87</c>. The entity
/// id may hold colons: <c>published_messages:message:@i3lani:12345</c>.
/// </summary>
[JsonConverter(typeof(TextJsonConverter<ComponentLink>))]
[TypeConverter(typeof(TextTypeConverter<ComponentLink>))]
public readonly record struct ComponentLink : ISpanParsable<ComponentLink>, ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>The length of the longest link, in characters.</summary>
    public const int MaxLength = 1_024;

    private readonly string? _component, _entityType, _entityId;

    /// <summary>The link of these parts.</summary>
    /// <param name="component">Who knows the thing; no colon in it.</param>
    /// <param name="entityType">What kind of thing it is; no colon in it.</param>
    /// <param name="entityId">Which one it is.</param>
    /// <exception cref="ArgumentException">
    /// A part breaks these rules, or the whole is longer than <see cref="MaxLength"/>.
    /// </exception>
    public ComponentLink(string component, string entityType, string entityId)
    {
        RequireName(component, nameof(component));
        RequireName(entityType, nameof(entityType));
        ArgumentException.ThrowIfNullOrWhiteSpace(entityId);
        _component = component;
        _entityType = entityType;
        _entityId = entityId;
        if (Length > MaxLength)
        {
            throw new ArgumentException(Refusal(ToString(), TooLong), nameof(entityId));
        }
    }

    /// <summary>Who knows the thing: <c>ads</c> in <c>ads:ad:87</c>.</summary>
    public string Component => _component ?? "";

    /// <summary>What kind of thing it is: <c>ad</c> in <c>ads:ad:87</c>.</summary>
    public string EntityType => _entityType ?? "";

    /// <summary>Which one it is: <c>87</c> in <c>ads:ad:87</c>.</summary>
    public string EntityId => _entityId ?? "";

    private int Length => Component.Length + 1 + EntityType.Length + 1 + EntityId.Length;

    private static string TooLong => $"It must not be longer than {MaxLength} characters.";

    /// <summary>Reads a link.</summary>
    /// <exception cref="FormatException">The text is no link; the message quotes it.</exception>
    public static ComponentLink Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static ComponentLink Parse(ReadOnlySpan<char> text) => TryParse(text, out ComponentLink link)
        ? link
        : throw new FormatException(Refusal(text, text.Length > MaxLength ? TooLong : "It has three parts, and none is blank."));

    /// <summary>Reads a link, if the text is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ComponentLink link) => TryParse(text.AsSpan(), out link);

    /// <inheritdoc cref="TryParse(string?, out ComponentLink)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out ComponentLink link)
    {
        link = default;
        int first = text.IndexOf(':');
        int second = first + 1 + text[(first + 1)..].IndexOf(':');
        if (first < 0 || second <= first || text.Length > MaxLength)
        {
            return false;
        }
        ReadOnlySpan<char> component = text[..first], entityType = text[(first + 1)..second], entityId = text[(second + 1)..];
        if (component.IsWhiteSpace() || entityType.IsWhiteSpace() || entityId.IsWhiteSpace())
        {
            return false;
        }
        link = new ComponentLink(component.ToString(), entityType.ToString(), entityId.ToString());
        return true;
    }

    /// <summary>Writes the link, if there is room.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten) =>
        destination.TryWrite($"{Component}:{EntityType}:{EntityId}", out charsWritten);

    /// <summary>Writes the link as UTF-8, if there is room.</summary>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten) =>
        Utf8.TryWrite(utf8Destination, $"{Component}:{EntityType}:{EntityId}", out bytesWritten);

    /// <summary>The link as <c>component:type:entity id</c>.</summary>
    public override string ToString() => $"{Component}:{EntityType}:{EntityId}";

    private static void RequireName(string part, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(part, parameter);
        if (part.Contains(':'))
        {
            throw new ArgumentException($"\"{Excerpt.Of(part)}\" holds a colon, which only the entity id may.", parameter);
        }
    }

    private static string Refusal(ReadOnlySpan<char> text, string reason) =>
        $"\"{Excerpt.Of(text)}\" is not a component link. Write it as component:type:entity id, for example ads:ad:87. {reason}";

    // No culture and no format changes a link; see SequenceId.
    static ComponentLink IParsable<ComponentLink>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<ComponentLink>.TryParse(string? s, IFormatProvider? provider, out ComponentLink result) =>
        TryParse(s, out result);

    static ComponentLink ISpanParsable<ComponentLink>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<ComponentLink>.TryParse(
        ReadOnlySpan<char> s, IFormatProvider? provider, out ComponentLink result) => TryParse(s, out result);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(destination, out charsWritten);

    bool IUtf8SpanFormattable.TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(utf8Destination, out bytesWritten);
}
