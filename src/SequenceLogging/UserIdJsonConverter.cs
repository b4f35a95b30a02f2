using System.Text.Json;

namespace SequenceLogging;

/// <summary>A user who is a number is a number in JSON too; either is read.</summary>
public sealed class UserIdJsonConverter : TextJsonConverter<UserId>
{
    /// <inheritdoc/>
    public override UserId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return base.Read(ref reader, typeToConvert, options);
        }
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number)
            ? number
            : throw new JsonException(
                $"A UserId is a JSON string or an Int64, not {Excerpt.Of(JsonElement.ParseValue(ref reader).GetRawText())}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, UserId value, JsonSerializerOptions options)
    {
        if (value.Number is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            base.Write(writer, value, options);
        }
    }
}
