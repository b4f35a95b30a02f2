using System.Text.Json;

namespace SequenceLogging.Seq.Pushing;

/// <summary>An event that the server refuses though it came alone.</summary>
/// <param name="EventId">Its id.</param>
/// <param name="Status">The HTTP status of the answer.</param>
/// <param name="Answer">What the server said.</param>
/// <param name="Line">The event as it was sent.</param>
internal sealed record SetAside(string EventId, int Status, string Answer, byte[] Line)
{
    /// <summary>Appends refused events to a file, one JSON object on each line.</summary>
    public static void Append(string path, IReadOnlyList<SetAside> events, DateTimeOffset now)
    {
        using var file = new FileStream(path, StateFile.OwnerOnly(FileMode.Append, FileAccess.Write, FileShare.Read));
        foreach (var one in events)
        {
            using (var json = new Utf8JsonWriter(file))
            {
                json.WriteStartObject();
                json.WriteString("refusedAt"u8, now.UtcDateTime);
                json.WriteString("eventId"u8, one.EventId);
                json.WriteNumber("status"u8, one.Status);
                json.WriteString("answer"u8, one.Answer);
                json.WritePropertyName("event"u8);
                json.WriteRawValue(one.Line, skipInputValidation: true);
                json.WriteEndObject();
            }

            file.Write("\n"u8);
        }

        file.Flush(flushToDisk: true);
    }
}
