using System.Threading.Channels;
using AdBot.Flows;

namespace AdBot.Updates;

/// <summary>
/// Serves users side by side and each user's updates in order: a user always gets the same lane, and a lane does one thing
/// after the other. A full lane makes the receiver wait, so a flood grows Telegram's queue and not this process.
/// </summary>
internal sealed class UserLanes
{
    private const int Count = 32;
    private const int Capacity = 100;

    private readonly Channel<Update>[] _lanes;
    private readonly UpdateHandler _handler;

    public UserLanes(UpdateHandler handler)
    {
        _handler = handler;
        _lanes = [.. Enumerable.Range(0, Count).Select(_ => Channel.CreateBounded<Update>(Capacity))];
    }

    public ValueTask PostAsync(long userId, Update update) =>
        _lanes[(int)((ulong)userId % Count)].Writer.WriteAsync(update);

    /// <summary>Handles updates until the lanes are closed and empty.</summary>
    public Task RunAsync() => Task.WhenAll(_lanes.Select(lane => RunAsync(lane.Reader)));

    /// <summary>No more updates will come.</summary>
    public void Close()
    {
        foreach (var lane in _lanes)
        {
            lane.Writer.Complete();
        }
    }

    private async Task RunAsync(ChannelReader<Update> updates)
    {
        // Only this lane touches these, so nobody needs a lock. A bot of size keeps them in its database.
        var conversations = new Dictionary<long, Conversation>();
        await foreach (var update in updates.ReadAllAsync())
        {
            var userId = update.From!.Id;
            if (!conversations.TryGetValue(userId, out var conversation))
            {
                conversations[userId] = conversation = new Conversation();
            }

            await _handler.HandleAsync(update, conversation);
        }
    }
}
