using AdBot.BotApi;
using AdBot.Updates;

namespace AdBot.Outbox;

/// <summary>Sends to Telegram.</summary>
internal sealed class TelegramOutbox(BotApiClient api, TimeProvider time) : IOutbox
{
    private const int Tries = 3;

    public Task<Message> SendAsync(Letter letter, CancellationToken cancellationToken = default)
    {
        var keyboard = letter.Buttons is null ? null : new { InlineKeyboard = letter.Buttons.Select(b => new[] { b }) };
        return letter.Photo is null
            ? CallAsync<Message>("sendMessage", new { ChatId = letter.Chat, letter.Text, ReplyMarkup = keyboard }, cancellationToken)
            : CallAsync<Message>(
                "sendPhoto",
                new { ChatId = letter.Chat, letter.Photo, Caption = letter.Text, ReplyMarkup = keyboard },
                cancellationToken);
    }

    public Task AnswerAsync(CallbackQuery query, CancellationToken cancellationToken = default) =>
        CallAsync<bool>("answerCallbackQuery", new { CallbackQueryId = query.Id }, cancellationToken);

    /// <summary>Waits when Telegram says "too many requests". Nothing else is tried again: it might arrive twice.</summary>
    private async Task<T> CallAsync<T>(string method, object payload, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await api.CallAsync<T>(method, payload, cancellationToken);
            }
            catch (BotApiException e) when (attempt < Tries && e is { Code: 429, RetryAfter: { TotalSeconds: <= 30 } pause })
            {
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }
}
