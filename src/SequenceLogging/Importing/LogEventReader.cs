using System.Text.Json;
using System.Text.Unicode;
using Serilog.Events;

namespace SequenceLogging.Importing;

/// <summary>
/// Turns one line of a log file into the event that was logged. The format is told per line, so a file may change it half
/// way. Not safe for several threads at once.
/// </summary>
internal sealed class LogEventReader
{
    private const string Formats = "import reads compact JSON (CLEF) and the JSON of Serilog's JsonFormatter";

    // Depth costs the reader one bit a level; values that are nested too deep are cut, not refused.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    private readonly EventDraft _draft = new();

    /// <summary>Reads a line without its ending.</summary>
    /// <exception cref="FormatException">It is no event; the message says why.</exception>
    public LogEvent Read(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line))
        {
            throw new FormatException("it is not valid UTF-8; was the file written in another encoding, or damaged?");
        }

        try
        {
            return ReadObject(line);
        }
        catch (JsonException e)
        {
            throw new FormatException(
                line.TrimStart(" \t"u8).StartsWith("{"u8)
                    ? FormattableString.Invariant($"it is not JSON from byte {e.BytePositionInLine + 1} on; was it cut off?")
                    : $"it is not JSON; {Formats}",
                e);
        }
    }

    private LogEvent ReadObject(ReadOnlySpan<byte> line)
    {
        _draft.Clear();
        var json = new Utf8JsonReader(line, Options);
        json.Read();
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            throw new FormatException($"it is not a JSON object; {Formats}");
        }

        var logEvent = IsCompact(json)
            ? CompactJsonEventReader.Read(ref json, _draft)
            : JsonFormatterEventReader.Read(ref json, _draft);

        // There is nothing more; if there is, the reader throws.
        json.Read();
        return logEvent;
    }

    /// <summary>Looks for the time, which both formats write first. The reader is a copy: nothing is consumed.</summary>
    private static bool IsCompact(Utf8JsonReader json)
    {
        var hasTimestamp = false;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals(CompactJsonEventReader.Timestamp))
            {
                return true;
            }

            hasTimestamp |= json.ValueTextEquals(JsonFormatterEventReader.Timestamp);
            json.Skip();
        }

        return hasTimestamp
            ? false
            : throw new FormatException($"it has neither @t nor Timestamp, the time of the event; {Formats}");
    }
}
