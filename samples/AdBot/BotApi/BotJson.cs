using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdBot.BotApi;

/// <summary>How the Bot API writes JSON.</summary>
internal static class BotJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}

/// <summary>The envelope around every answer.</summary>
internal sealed record Answer<T>(bool Ok, T? Result, int? ErrorCode, string? Description, AnswerParameters? Parameters);

internal sealed record AnswerParameters(int? RetryAfter);
