using System.Text.Json;
using System.Text.Json.Serialization;

namespace SequenceLogging;

/// <summary>
/// Values that are one string in JSON, also as the key of a dictionary. Public, with the classes made from it, because
/// source-generated serializers must be able to create them.
/// </summary>
public abstract class StringJsonConverter<T> : JsonConverter<T>
    where T : struct
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? Convert(reader.GetString()!)
            : throw new JsonException(
                $"A {typeof(T).Name} is a JSON string, not {Excerpt.Of(JsonElement.ParseValue(ref reader).GetRawText())}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ToText(value));

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Convert(reader.GetString()!);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(ToText(value));

    /// <summary>The value, or a <see cref="FormatException"/> whose message quotes the text.</summary>
    private protected abstract T Parse(string text);

    private protected abstract string ToText(T value);

    private T Convert(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (FormatException e)
        {
            // With a message of its own: the serializer's would not say what was wrong. It adds path and line.
            throw new JsonException(e.Message, e);
        }
    }
}
