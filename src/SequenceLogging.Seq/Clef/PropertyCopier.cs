using System.Text;
using System.Text.Json;

namespace SequenceLogging.Seq.Clef;

/// <summary>
/// Copies the application's properties from a JSON object to the event. The rule for names: one that begins with @ gets a
/// second @; one that is empty becomes <c>_</c>; one that is taken, by us or by a property before it, in any case, gets
/// <c>_2</c>, <c>_3</c> … behind it. All others stay as they are.
/// </summary>
internal sealed class PropertyCopier
{
    private const int DeepestKept = 32;

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 1024 };

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private byte[] _utf8 = new byte[4096];

    /// <summary>Whether the last object copied had a property of that name.</summary>
    public bool Has(string name) => _taken.Contains(name);

    /// <summary>Forgets the names of the event before.</summary>
    public void Begin() => _taken.Clear();

    /// <summary>Writes all members of the object.</summary>
    /// <exception cref="JsonException">The text is no JSON object. Part of it may be written then.</exception>
    public void Copy(string metadata, Utf8JsonWriter writer, ClefTrim trim)
    {
        var most = Encoding.UTF8.GetMaxByteCount(metadata.Length);
        if (_utf8.Length < most)
        {
            _utf8 = new byte[most];
        }

        var json = new Utf8JsonReader(_utf8.AsSpan(0, Encoding.UTF8.GetBytes(metadata, _utf8)), Reading);
        json.Read();
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException("The metadata is no JSON object.");
        }

        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            writer.WritePropertyName(NameOf(LoneSurrogates.Read(ref json)));
            json.Read();
            CopyValue(ref json, writer, trim, 1);
        }

        json.Read(); // complains of what stands behind the object
    }

    private string NameOf(string name)
    {
        var written = name.Length == 0 ? "_" : name[0] == '@' ? "@" + name : name;
        if (_taken.Contains(written) || ClefNames.Taken.Contains(written))
        {
            var count = 2;
            while (_taken.Contains($"{written}_{count}"))
            {
                count++;
            }

            written = $"{written}_{count}";
        }

        _taken.Add(written);
        return written;
    }

    private static void CopyValue(ref Utf8JsonReader json, Utf8JsonWriter writer, ClefTrim trim, int depth)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                CopyText(ref json, writer, trim);
                break;
            case JsonTokenType.Number:
                CopyNumber(ref json, writer);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBooleanValue(json.GetBoolean());
                break;
            case JsonTokenType.Null:
                writer.WriteNullValue();
                break;
            case var _ when depth == DeepestKept:
                json.Skip();
                writer.WriteStringValue(ClefTrim.Mark);
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
                {
                    CopyValue(ref json, writer, trim, depth + 1);
                }

                writer.WriteEndArray();
                break;
            default:
                CopyMembers(ref json, writer, trim, depth);
                break;
        }
    }

    private static void CopyMembers(ref Utf8JsonReader json, Utf8JsonWriter writer, ClefTrim trim, int depth)
    {
        writer.WriteStartObject();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var name = LoneSurrogates.Read(ref json);
            var written = name;
            for (var count = 2; !names.Add(written); count++)
            {
                written = $"{name}_{count}";
            }

            writer.WritePropertyName(written);
            json.Read();
            CopyValue(ref json, writer, trim, depth + 1);
        }

        writer.WriteEndObject();
    }

    private static void CopyText(ref Utf8JsonReader json, Utf8JsonWriter writer, ClefTrim trim)
    {
        if (!json.ValueIsEscaped && json.ValueSpan.Length <= trim.Text)
        {
            writer.WriteStringValue(json.ValueSpan);
        }
        else
        {
            writer.WriteStringValue(ClefTrim.Cut(LoneSurrogates.Read(ref json), trim.Text));
        }
    }

    // A number that no reader can hold would have the whole batch refused; as a text it keeps its digits.
    private static void CopyNumber(ref Utf8JsonReader json, Utf8JsonWriter writer)
    {
        if (json.TryGetDecimal(out _) || (json.TryGetDouble(out var number) && double.IsFinite(number)))
        {
            writer.WriteRawValue(json.ValueSpan, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(json.ValueSpan);
        }
    }
}
