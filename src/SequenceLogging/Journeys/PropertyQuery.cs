using System.Text;
using System.Text.Json;

namespace SequenceLogging.Journeys;

/// <summary>
/// A property with its value, <c>Currency=TON</c>: a member of the metadata that a sequence began with, or of one of its steps.
/// </summary>
/// <param name="Name">The property's name, exactly as it was logged.</param>
/// <param name="Value">
/// Its value as text: a text as it is; a number, true, false or null as JSON writes it. Compared exactly.
/// </param>
public sealed record PropertyQuery(string Name, string Value)
{
    /// <summary>The property's name, as UTF-8 can hold it.</summary>
    public string Name { get; init => field = WellFormed(value); } = WellFormed(Name);

    /// <summary>Its value as text, as UTF-8 can hold it.</summary>
    public string Value { get; init => field = WellFormed(value); } = WellFormed(Value);

    /// <summary>Reads <c>name=value</c>; the value may hold further equals signs, and be empty.</summary>
    /// <exception cref="FormatException">There is no equals sign behind a name.</exception>
    public static PropertyQuery Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var query)
            ? query
            : throw new FormatException(
                $"\"{Excerpt.Of(text)}\" is not a property with its value. Write name=value, for example Currency=TON.");
    }

    /// <inheritdoc cref="Parse"/>
    public static bool TryParse(
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? text,
        [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out PropertyQuery result)
    {
        var equals = text?.IndexOf('=', StringComparison.Ordinal) ?? -1;
        result = equals > 0 ? new PropertyQuery(text![..equals], text[(equals + 1)..]) : null;
        return result is not null;
    }

    /// <summary>Whether metadata, a JSON object, has this property with this value.</summary>
    /// <param name="metadata">The metadata; null for none.</param>
    public bool Fits(string? metadata) => metadata is not null && Find(metadata, Name) == Value;

    /// <summary>The value of a property as text, as <see cref="Value"/> has it; null where metadata has no such member.</summary>
    /// <param name="metadata">The metadata, a JSON object; null for none.</param>
    /// <param name="name">The property's name.</param>
    public static string? Find(string? metadata, string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        // Most metadata has no such member, and reading JSON costs a hundred times as much as seeing that its name is not in there.
        if (metadata is null || (!metadata.Contains(name, StringComparison.Ordinal) && !metadata.Contains('\\', StringComparison.Ordinal)))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(metadata);
            return document.RootElement.ValueKind is JsonValueKind.Object ? Find(document.RootElement, name) : null;
        }
        catch (JsonException)
        {
            return null; // metadata that another program wrote and that is no JSON has no members
        }
    }

    /// <summary>As it is written: <c>Currency=TON</c>.</summary>
    public override string ToString() => $"{Name}={Value}";

    /// <summary>A member's name and its value as text; null where no text can hold them.</summary>
    internal static (string Name, string Value)? TextOf(JsonProperty member)
    {
        try
        {
            return (member.Name, member.Value.ValueKind is JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText());
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair as an escape: JSON allows to write it
        }
    }

    /// <summary>Of several members with the same name the last one counts, as most readers of JSON have it.</summary>
    private static string? Find(JsonElement members, string name)
    {
        string? found = null;
        foreach (var member in members.EnumerateObject())
        {
            try
            {
                if (member.NameEquals(name))
                {
                    found = member.Value.ValueKind is JsonValueKind.String ? member.Value.GetString() : member.Value.GetRawText();
                }
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair as an escape: JSON allows to write it, and no text can hold it.
            }
        }

        return found;
    }

    private static string WellFormed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }
}
