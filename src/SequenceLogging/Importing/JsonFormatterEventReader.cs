using System.Text.Json;
using Serilog.Events;

namespace SequenceLogging.Importing;

/// <summary>
/// Reads what Serilog's own JsonFormatter writes: the properties stand together in an object of their own. Members that it
/// does not write are taken for properties.
/// </summary>
internal static class JsonFormatterEventReader
{
    public const string Timestamp = "Timestamp";

    /// <summary>Reads the members of an object that the reader has just entered.</summary>
    public static LogEvent Read(ref Utf8JsonReader json, EventDraft draft)
    {
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var name = draft.Names.Get(ref json);
            json.Read();
            switch (name)
            {
                case Timestamp:
                    draft.TakeTimestamp(name, ref json);
                    break;
                case "Level":
                    draft.TakeLevel(name, ref json);
                    break;
                case "MessageTemplate":
                    draft.TakeTemplate(ref json);
                    break;
                case "RenderedMessage":
                    draft.TakeMessage(ref json);
                    break;
                case "Exception":
                    draft.TakeException(ref json);
                    break;
                case "TraceId":
                    draft.TakeTraceId(name, ref json);
                    break;
                case "SpanId":
                    draft.TakeSpanId(name, ref json);
                    break;
                case "Properties" when json.TokenType is JsonTokenType.StartObject:
                    ReadProperties(ref json, draft);
                    break;
                case "Renderings" when json.TokenType is JsonTokenType.StartObject:
                    ReadRenderings(ref json, draft);
                    break;
                default:
                    draft.TakeProperty(name, ref json);
                    break;
            }
        }

        return draft.ToLogEvent(Timestamp);
    }

    private static void ReadProperties(ref Utf8JsonReader json, EventDraft draft)
    {
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var name = draft.Names.Get(ref json);
            json.Read();
            draft.TakeProperty(name, ref json);
        }
    }

    /// <summary><c>{"Price":[{"Format":"0.00","Rendering":"12.50"}]}</c>, the formats in the order of the template.</summary>
    private static void ReadRenderings(ref Utf8JsonReader json, EventDraft draft)
    {
        var depth = json.CurrentDepth;
        var propertyName = "";
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (json.TokenType is not JsonTokenType.PropertyName)
            {
                continue;
            }

            if (json.CurrentDepth == depth + 1)
            {
                propertyName = draft.Names.Get(ref json);
            }
            else if (json.ValueTextEquals("Rendering"))
            {
                json.Read();
                draft.TakeRendering(propertyName, ref json);
            }
        }
    }
}
