using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AdBot.Updates;

namespace WebBot.Webhook;

/// <summary>
/// The updates that came by the webhook. Telegram has had its answer then and will not send them again, so what was taken is handled,
/// even while the bot stops; where there are too many, none is taken, and Telegram tries again later.
/// </summary>
internal sealed class WebhookUpdates : IUpdateSource
{
    private const int Capacity = 1_000;

    private readonly Channel<Update> _updates = Channel.CreateBounded<Update>(Capacity);

    /// <summary>Takes an update, unless there are too many or the bot stops.</summary>
    public bool TryTake(Update update) => _updates.Writer.TryWrite(update);

    public async IAsyncEnumerable<Update> ReadAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        await using var closing = stopping.Register(() => _updates.Writer.TryComplete());
        await foreach (var update in _updates.Reader.ReadAllAsync(CancellationToken.None))
        {
            yield return update;
        }
    }
}
