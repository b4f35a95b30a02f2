using System.Collections.Concurrent;
using System.Globalization;
using AdBot.Updates;
using Serilog;

namespace AdBot.Outbox;

/// <summary>Sends nothing and writes to the log (at Debug: to the file) what it would have sent.</summary>
internal sealed class DryOutbox(TimeProvider time) : IOutbox
{
    // As in Telegram, each chat numbers its own messages.
    private readonly ConcurrentDictionary<string, long> _lastMessage = new() { ["@i3lani"] = 12344 };

    public async Task<Message> SendAsync(Letter letter, CancellationToken cancellationToken = default)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(8), time, cancellationToken);
        Log.Debug("To {Chat}: {Text} {Buttons}", letter.Chat, letter.Text, letter.Buttons?.Select(b => b.Text) ?? []);
        var isChannel = letter.Chat.StartsWith('@');
        return new Message(
            _lastMessage.AddOrUpdate(letter.Chat, 501, (_, last) => last + 1),
            From: null,
            isChannel
                ? new Chat(0, letter.Chat[1..])
                : new Chat(long.Parse(letter.Chat, CultureInfo.InvariantCulture), null),
            time.GetUtcNow().ToUnixTimeSeconds(),
            letter.Photo is null ? letter.Text : null,
            letter.Photo is null ? null : [new PhotoSize(letter.Photo, null)],
            letter.Photo is null ? null : letter.Text,
            CaptionEntities: null);
    }

    public Task AnswerAsync(CallbackQuery query, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
