using System.Diagnostics.CodeAnalysis;

namespace SequenceLogging;

/// <summary>
/// What a journey is looked up by: <c>component:entity id</c>, as <c>payments:TE5768</c>, or a whole link,
/// <c>payments:ton_payment:TE5768</c>. Since entity ids may hold colons, only the store can tell which of the two
/// <see cref="Rest"/> means: both are asked for.
/// </summary>
public readonly record struct ComponentQuery : ISpanParsable<ComponentQuery>
{
    /// <summary>The length of the longest query, in characters: that of the longest link.</summary>
    public const int MaxLength = ComponentLink.MaxLength;

    private readonly string? _component, _rest;

    private ComponentQuery(string component, string rest)
    {
        _component = component;
        _rest = rest;
    }

    /// <summary>Who knows the thing: <c>payments</c> in <c>payments:TE5768</c>.</summary>
    public string Component => _component ?? "";

    /// <summary>Everything after the first colon: an entity id, or a type, a colon and an entity id.</summary>
    public string Rest => _rest ?? "";

    /// <summary>Reads a query.</summary>
    /// <exception cref="FormatException">The text is no query; the message quotes it.</exception>
    public static ComponentQuery Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static ComponentQuery Parse(ReadOnlySpan<char> text) => TryParse(text, out ComponentQuery query)
        ? query
        : throw new FormatException(
            $"\"{Excerpt.Of(text)}\" names no component and entity. Write component:entity id or component:type:entity id, "
            + $"for example payments:TE5768 or payments:ton_payment:TE5768, in at most {MaxLength} characters.");

    /// <summary>Reads a query, if the text is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ComponentQuery query) => TryParse(text.AsSpan(), out query);

    /// <inheritdoc cref="TryParse(string?, out ComponentQuery)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out ComponentQuery query)
    {
        query = default;
        int colon = text.IndexOf(':');
        if (colon < 0 || text.Length > MaxLength || text[..colon].IsWhiteSpace() || text[(colon + 1)..].IsWhiteSpace())
        {
            return false;
        }
        query = new ComponentQuery(text[..colon].ToString(), text[(colon + 1)..].ToString());
        return true;
    }

    /// <summary>The query as it was read.</summary>
    public override string ToString() => $"{Component}:{Rest}";

    static ComponentQuery IParsable<ComponentQuery>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<ComponentQuery>.TryParse(string? s, IFormatProvider? provider, out ComponentQuery result) =>
        TryParse(s, out result);

    static ComponentQuery ISpanParsable<ComponentQuery>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<ComponentQuery>.TryParse(
        ReadOnlySpan<char> s, IFormatProvider? provider, out ComponentQuery result) => TryParse(s, out result);
}
