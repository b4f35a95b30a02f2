using System.Text.Json;
using System.Text.Json.Serialization;

namespace SequenceLogging.Journeys;

/// <summary>Writes a text that holds JSON as that JSON, and a text that holds none (a row edited by hand) as a text.</summary>
public sealed class RawJsonConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetRawText();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        try
        {
            writer.WriteRawValue(value);
        }
        catch (JsonException)
        {
            writer.WriteStringValue(value);
        }
    }
}
