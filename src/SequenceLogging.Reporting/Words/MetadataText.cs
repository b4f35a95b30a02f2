using System.Text.Json;

namespace SequenceLogging.Reporting.Words;

/// <summary>Metadata, which is a JSON object, as <c>name=value</c> pairs.</summary>
internal static class MetadataText
{
    /// <summary>The pairs in their order; a text that is no JSON object is one pair without a name.</summary>
    public static IEnumerable<(string Name, string Value)> Pairs(string? metadata)
    {
        if (string.IsNullOrWhiteSpace(metadata))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(metadata);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Select(p => (p.Name, TextOf(p.Value)))]
                : [("", TextOf(document.RootElement))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [("", metadata)]; // no JSON, or with half of a surrogate pair as an escape, which no text can hold
        }
    }

    /// <summary>The pairs in one line.</summary>
    /// <param name="metadata">The JSON.</param>
    /// <param name="known">A text that was shown already: pairs whose value stands in it are left out.</param>
    public static string Compact(string? metadata, string? known = null) => string.Join(
        ' ',
        Pairs(metadata)
            .Where(p => known is null || !known.Contains(p.Value, StringComparison.Ordinal))
            .Select(p => p.Name.Length == 0 ? p.Value : $"{p.Name}={p.Value}"));

    private static string TextOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
