using System.Text.Json;
using Serilog.Events;

namespace SequenceLogging.Importing;

/// <summary>
/// Reads compact JSON (CLEF): what the format itself says begins with one @, a property of the application whose own name
/// begins with @ has two. Of the format's names those without a place in an event (@i, a span's @st) stay properties.
/// </summary>
internal static class CompactJsonEventReader
{
    public const string Timestamp = "@t";

    /// <summary>Reads the members of an object that the reader has just entered.</summary>
    public static LogEvent Read(ref Utf8JsonReader json, EventDraft draft)
    {
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var name = draft.Names.Get(ref json);
            json.Read();
            if (name[0] == '@')
            {
                TakeReserved(name, ref json, draft);
            }
            else
            {
                draft.TakeProperty(name, ref json);
            }
        }

        return draft.ToLogEvent(Timestamp);
    }

    private static void TakeReserved(string name, ref Utf8JsonReader json, EventDraft draft)
    {
        switch (name)
        {
            case Timestamp:
                draft.TakeTimestamp(name, ref json);
                break;
            case "@l":
                draft.TakeLevel(name, ref json);
                break;
            case "@mt":
                draft.TakeTemplate(ref json);
                break;
            case "@m":
                draft.TakeMessage(ref json);
                break;
            case "@x":
                draft.TakeException(ref json);
                break;
            case "@tr":
                draft.TakeTraceId(name, ref json);
                break;
            case "@sp":
                draft.TakeSpanId(name, ref json);
                break;
            case "@r" when json.TokenType is JsonTokenType.StartArray:
                while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
                {
                    draft.TakeRendering(null, ref json);
                }

                break;
            default:
                draft.TakeProperty(name.StartsWith("@@", StringComparison.Ordinal) ? name[1..] : name, ref json);
                break;
        }
    }
}
