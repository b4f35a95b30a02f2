using System.Text.Json;
using AdBot.BotApi;
using AdBot.Updates;
using Microsoft.AspNetCore.Http.Features;

namespace WebBot.Webhook;

/// <summary>Where Telegram brings updates: https://core.telegram.org/bots/api#setwebhook</summary>
internal static class TelegramWebhook
{
    public const string Path = "/telegram";

    /// <summary>An update is a few kilobytes; photos come as the ids of files.</summary>
    private const int MostBytes = 256 << 10;

    public static void MapTelegramWebhook(this IEndpointRouteBuilder endpoints, SecretToken secret) =>
        endpoints.MapPost(Path, (HttpContext http, WebhookUpdates updates) => ReceiveAsync(http, updates, secret));

    /// <summary>Answers as soon as the update is understood and taken: Telegram waits for the answer before it brings the next.</summary>
    private static async Task<IResult> ReceiveAsync(HttpContext http, WebhookUpdates updates, SecretToken secret)
    {
        if (!secret.IsIn(http.Request, SecretToken.TelegramHeader))
        {
            return Results.Unauthorized();
        }

        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MostBytes;
        if (await ReadAsync(http) is not { UpdateId: > 0 } update)
        {
            return Results.Text("The body is not an update of the Bot API, as {\"update_id\": 1, …}.", statusCode: 400);
        }

        if (!updates.TryTake(update))
        {
            http.Response.Headers.RetryAfter = "1";
            return Results.StatusCode(503);
        }

        return Results.Ok();
    }

    private static async Task<Update?> ReadAsync(HttpContext http)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<Update>(http.Request.Body, BotJson.Options, http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
