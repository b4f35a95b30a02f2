using System.Text;
using System.Text.Json;
using SequenceLogging.Routing;
using Serilog.Events;

namespace SequenceLogging.Importing;

/// <summary>
/// Turns JSON values back into what Serilog had captured: objects into structures, arrays into sequences, numbers into a
/// type that keeps all their digits. What the router would cut anyway (too deep, too many elements) is not even read.
/// </summary>
internal sealed class PropertyValueReader(TextCache<string> names)
{
    private const string TypeTag = "$type";
    private const int DigitsOfDecimal = 28;
    private const int DigitsOfDouble = 17;

    private static readonly ScalarValue Null = new(null);
    private static readonly ScalarValue True = new(true);
    private static readonly ScalarValue False = new(false);
    private static readonly ScalarValue Cut = new(Limits.CutMark);

    /// <summary>Reads the value at which the reader stands, and leaves it at the value's last token.</summary>
    public LogEventPropertyValue Read(ref Utf8JsonReader json) => Read(ref json, 1);

    private LogEventPropertyValue Read(ref Utf8JsonReader json, int depth)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return Null;
            case JsonTokenType.True:
                return True;
            case JsonTokenType.False:
                return False;
            case JsonTokenType.String:
                return new ScalarValue(JsonText.Read(ref json));
            case JsonTokenType.Number:
                return new ScalarValue(ReadNumber(ref json));
            case var _ when depth >= Limits.Depth:
                json.Skip();
                return Cut;
            case JsonTokenType.StartArray:
                return ReadArray(ref json, depth);
            default:
                return ReadObject(ref json, depth);
        }
    }

    private SequenceValue ReadArray(ref Utf8JsonReader json, int depth)
    {
        var elements = new List<LogEventPropertyValue>();
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            // One more than is kept, so that whoever writes them marks the cut.
            if (elements.Count > Limits.Elements)
            {
                json.Skip();
                continue;
            }

            elements.Add(Read(ref json, depth + 1));
        }

        return new SequenceValue(elements);
    }

    private StructureValue ReadObject(ref Utf8JsonReader json, int depth)
    {
        var members = new List<LogEventProperty>();
        string? typeTag = null;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var name = names.Get(ref json);
            json.Read();
            if (members.Count > Limits.Elements)
            {
                json.Skip();
            }
            else if (name == TypeTag && json.TokenType is JsonTokenType.String && typeTag is null)
            {
                typeTag = JsonText.Read(ref json);
            }
            else
            {
                members.Add(new LogEventProperty(name, Read(ref json, depth + 1)));
            }
        }

        return new StructureValue(members, typeTag);
    }

    private static object ReadNumber(ref Utf8JsonReader json)
    {
        if (json.TryGetInt64(out var integer))
        {
            return integer;
        }

        var text = json.ValueSpan;
        var exponent = text.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = exponent < 0 ? text : text[..exponent];
        var digits = mantissa.Length - mantissa.Count((byte)'-') - mantissa.Count((byte)'.');
        if (exponent < 0 && digits <= DigitsOfDecimal && json.TryGetDecimal(out var exact))
        {
            return exact;
        }

        // More digits, or a larger exponent, than any number type keeps: the text keeps them.
        return digits <= DigitsOfDouble && json.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : Encoding.UTF8.GetString(text);
    }
}
