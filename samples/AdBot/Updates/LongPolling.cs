using System.Runtime.CompilerServices;
using AdBot.BotApi;
using Serilog;

namespace AdBot.Updates;

/// <summary>Asks Telegram for updates, again and again. Each question confirms the updates before its offset.</summary>
internal sealed class LongPolling(BotApiClient api, TimeProvider time) : IUpdateSource
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private long _offset;

    public async IAsyncEnumerable<Update> ReadAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            foreach (var update in await AskAsync(stopping))
            {
                yield return update;
                _offset = Math.Max(_offset, update.UpdateId + 1);
            }
        }

        if (_offset > 0)
        {
            await ConfirmAsync();
        }
    }

    /// <summary>The next updates; none when the bot stops while it waits for them.</summary>
    private async Task<IReadOnlyList<Update>> AskAsync(CancellationToken stopping)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await api.GetUpdatesAsync(_offset, BotApiClient.PollTime, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return [];
            }
            catch (Exception e) when (BotApiException.IsPassing(e))
            {
                var pause = PauseAfter(failures, (e as BotApiException)?.RetryAfter);
                Log.Warning("No updates from Telegram, next try in {PauseSeconds:0} s: {Reason}", pause.TotalSeconds, e.Message);
                await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (stopping.IsCancellationRequested)
                {
                    return [];
                }
            }
        }
    }

    /// <summary>1, 2, 4 … seconds, or what Telegram asks for; never more than a minute.</summary>
    private static TimeSpan PauseAfter(int failures, TimeSpan? asked)
    {
        var pause = asked ?? TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures, 6)));
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>The last updates were handled, but no question has said so yet: the next start would get them again.</summary>
    private async Task ConfirmAsync()
    {
        try
        {
            await api.GetUpdatesAsync(_offset, TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception e) when (BotApiException.IsPassing(e))
        {
            Log.Warning("The last updates are not confirmed and will come again: {Reason}", e.Message);
        }
    }
}
