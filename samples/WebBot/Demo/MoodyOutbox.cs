using AdBot.BotApi;
using AdBot.Outbox;
using AdBot.Updates;

namespace WebBot.Demo;

/// <summary>An outbox to try one's nerves: it sends nothing, sometimes slowly, and sometimes fails as Telegram does.</summary>
internal sealed class MoodyOutbox(DryOutbox inner, Dice dice, TimeProvider time) : IOutbox
{
    public async Task<Message> SendAsync(Letter letter, CancellationToken cancellationToken = default)
    {
        await Task.Delay(
            dice.Chance(0.9) ? dice.Between(0.002, 0.03) : dice.Chance(0.8) ? dice.Between(0.1, 0.6) : dice.Between(0.8, 2),
            time,
            cancellationToken);
        return FailureOf(letter) is { } failure ? throw failure : await inner.SendAsync(letter, cancellationToken);
    }

    public Task AnswerAsync(CallbackQuery query, CancellationToken cancellationToken = default) =>
        inner.AnswerAsync(query, cancellationToken);

    private Exception? FailureOf(Letter letter) => letter.Chat.StartsWith('@')
        ? dice.Chance(0.05) ? new BotApiException("sendPhoto", 403, "Forbidden: bot is not a member of the channel chat", null) : null
        : !dice.Chance(0.02) ? null
        : dice.Chance(0.4) ? new HttpRequestException("Connection reset by peer (api.telegram.org:443)")
        : dice.Chance(0.5) ? new BotApiException("sendMessage", 403, "Forbidden: bot was blocked by the user", null)
        : new BotApiException("sendMessage", 429, "Too Many Requests: retry after 5", TimeSpan.FromSeconds(5));
}
