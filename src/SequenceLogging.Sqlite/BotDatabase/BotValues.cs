using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SequenceLogging.Sqlite.BotDatabase;

/// <summary>What the bot's texts mean.</summary>
internal static class BotValues
{
    private const double LargestSeconds = 100_000_000_000; // in the year 5138; more than that are milliseconds

    /// <summary>
    /// A time as SQLite's CURRENT_TIMESTAMP or Python's isoformat writes it, or a number of seconds (or milliseconds) since
    /// 1970. Without an offset it is UTC. Null where it is none of these.
    /// </summary>
    public static DateTimeOffset? Time(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            var seconds = Math.Abs(number) > LargestSeconds ? number / 1000 : number;
            return Math.Abs(seconds) > LargestSeconds ? null : DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        }

        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces,
            out var time)
                ? time
                : null;
    }

    /// <summary>What a step's word means; null where nobody knows it.</summary>
    public static StepStatus? StepStatusOf(string? word) => Plain(word) switch
    {
        "completed" or "complete" or "success" or "succeeded" or "ok" or "done" or "finished" => StepStatus.Completed,
        "failed" or "failure" or "error" => StepStatus.Failed,
        "skipped" or "cancelled" or "canceled" => StepStatus.Skipped,
        "started" or "in_progress" or "pending" or "running" or "active" or "processing" => StepStatus.Started,
        _ => null,
    };

    /// <summary>What a sequence's word means; null where nobody knows it.</summary>
    public static SequenceStatus? SequenceStatusOf(string? word) => Plain(word) switch
    {
        "" or "active" or "in_progress" or "pending" or "running" or "started" or "processing" => SequenceStatus.Active,
        "completed" or "complete" or "success" or "succeeded" or "ok" or "done" or "finished" => SequenceStatus.Completed,
        "failed" or "failure" or "error" => SequenceStatus.Failed,
        "abandoned" or "cancelled" or "canceled" or "expired" or "timeout" => SequenceStatus.Abandoned,
        _ => null,
    };

    /// <summary>
    /// Metadata as JSON: as it is where it is JSON, as a JSON text where it is not. The empty object, which the bot writes for
    /// none, is none.
    /// </summary>
    public static string? Metadata(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            var isNone = json.RootElement.ValueKind is JsonValueKind.Null
                || (json.RootElement.ValueKind is JsonValueKind.Object && !json.RootElement.EnumerateObject().Any());
            return isNone ? null : text;
        }
        catch (JsonException)
        {
            return JsonSerializer.Serialize(text, BotJson.Default.String);
        }
    }

    /// <summary>Metadata with one more member; what is no object becomes the member <c>metadata</c> of one.</summary>
    public static string With(string? metadata, string name, string? value)
    {
        var node = metadata is null ? new JsonObject() : JsonNode.Parse(metadata);
        var members = node as JsonObject ?? new JsonObject { ["metadata"] = node };
        members[name] = value;
        return members.ToJsonString();
    }

    private static string Plain(string? word) => (word ?? "").Trim().ToLowerInvariant();
}
