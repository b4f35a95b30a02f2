using System.Net;
using AdBot.BotApi;
using AdBot.Updates;
using WebBot.Webhook;

namespace WebBot.Demo;

/// <summary>
/// Brings the doings of made-up users to the webhook, as Telegram does: with the secret, again where the bot has no room, and now and
/// then twice though all was well.
/// </summary>
internal sealed class PretendTelegram(IHttpClientFactory clients, OwnAddress bot, WebBotSettings settings, TimeProvider time)
{
    public const string Client = "telegram";

    private readonly Dice _dice = new(settings.Seed);

    // Not from 1: the numbers of the runs before are in the store.
    private long _lastUpdate = time.GetUtcNow().ToUnixTimeMilliseconds();
    private long _lastMessage = time.GetUtcNow().ToUnixTimeSeconds() - DateTimeOffset.Parse("2026-01-01Z", null).ToUnixTimeSeconds();

    public Task SayAsync(User user, string text, CancellationToken cancellationToken) =>
        BringAsync(new Update(NextUpdate(), MessageOf(user) with { Text = text }, null), cancellationToken);

    public Task SendPhotoAsync(User user, string text, string tag, CancellationToken cancellationToken) => BringAsync(
        new Update(
            NextUpdate(),
            MessageOf(user) with
            {
                Caption = $"{text} #{tag}",
                Photo = [new PhotoSize("AgACAgIAAxkBAAIB", 1_482), new PhotoSize("AgACAgIAAxkBAAIC", 98_318)],
                CaptionEntities = [new MessageEntity("hashtag", text.Length + 1, tag.Length + 1)],
            },
            null),
        cancellationToken);

    public Task PressAsync(User user, string button, CancellationToken cancellationToken)
    {
        var id = NextUpdate();
        return BringAsync(new Update(id, null, new CallbackQuery($"{id}", user, button)), cancellationToken);
    }

    private long NextUpdate() => Interlocked.Increment(ref _lastUpdate);

    private Message MessageOf(User user) => new(
        Interlocked.Increment(ref _lastMessage),
        user,
        new Chat(user.Id, user.Username),
        time.GetUtcNow().ToUnixTimeSeconds(),
        Text: null,
        Photo: null,
        Caption: null,
        CaptionEntities: null);

    private async Task BringAsync(Update update, CancellationToken cancellationToken)
    {
        for (var times = _dice.Chance(0.03) ? 2 : 1; times > 0;)
        {
            if (await TryBringAsync(update, cancellationToken))
            {
                times--;
            }
            else
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            }
        }
    }

    private async Task<bool> TryBringAsync(Update update, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, bot.Of(TelegramWebhook.Path))
        {
            Content = JsonContent.Create(update, options: BotJson.Options),
        };
        request.Headers.Add(SecretToken.TelegramHeader, settings.Secret.Text);
        using var http = clients.CreateClient(Client);
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.ServiceUnavailable)
        {
            return false;
        }

        response.EnsureSuccessStatusCode();
        return true;
    }
}
