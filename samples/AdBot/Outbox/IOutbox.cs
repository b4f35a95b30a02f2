using AdBot.Updates;

namespace AdBot.Outbox;

/// <summary>What the bot says.</summary>
internal interface IOutbox
{
    /// <summary>Sends a message and gives it back as Telegram keeps it.</summary>
    Task<Message> SendAsync(Letter letter, CancellationToken cancellationToken = default);

    /// <summary>Says that a pressed button was seen; until then it shows that it waits.</summary>
    Task AnswerAsync(CallbackQuery query, CancellationToken cancellationToken = default);
}

/// <summary>A message on its way out.</summary>
/// <param name="Chat">A chat's id, or a channel as <c>@i3lani</c>.</param>
/// <param name="Text">The text; under a photo, the caption.</param>
/// <param name="Photo">File id of a photo; null for none.</param>
/// <param name="Buttons">Buttons under the message; null for none.</param>
internal sealed record Letter(string Chat, string Text, string? Photo = null, IReadOnlyList<Button>? Buttons = null);

/// <summary>A button, and what Telegram sends when it is pressed.</summary>
internal sealed record Button(string Text, string CallbackData);
