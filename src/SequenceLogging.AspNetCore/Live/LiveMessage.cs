using System.Globalization;
using System.Text;
using System.Text.Json;
using SequenceLogging.AspNetCore.Api;

namespace SequenceLogging.AspNetCore.Live;

/// <summary>One server-sent event, written once for all who get it.</summary>
internal static class LiveMessage
{
    /// <summary>Nothing has happened, and the line is alive.</summary>
    public static readonly ReadOnlyMemory<byte> Heartbeat = ": heartbeat\n\n"u8.ToArray();

    /// <summary>Where the stream begins, and when to come again where it ends.</summary>
    public static ReadOnlyMemory<byte> Ready(long position) => (ReadOnlyMemory<byte>)(byte[])[.. "retry: 2000\n"u8, .. Of("ready", position, At(position)).Span];

    /// <summary>Too much has happened to be told step by step: what is shown is to be asked for again.</summary>
    public static ReadOnlyMemory<byte> Reset(long position) => Of("reset", position, At(position));

    public static ReadOnlyMemory<byte> Steps(LiveSteps steps) =>
        Of("steps", steps.Position, JsonSerializer.Serialize(steps, AnswerJson.Readable.LiveSteps));

    private static string At(long position) => string.Create(CultureInfo.InvariantCulture, $"{{\"position\":{position}}}");

    /// <summary>An event ends with an empty line, and each line of its data says so: metadata as somebody logged it may hold ends of lines.</summary>
    private static ReadOnlyMemory<byte> Of(string name, long position, string data)
    {
        var text = new StringBuilder(data.Length + 64);
        text.Append(CultureInfo.InvariantCulture, $"id: {position}\nevent: {name}\n");
        foreach (var line in data.ReplaceLineEndings("\n").Split('\n'))
        {
            text.Append("data: ").Append(line).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.Append('\n').ToString());
    }
}
