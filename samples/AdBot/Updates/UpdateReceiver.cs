using AdBot.Payments;
using Microsoft.Extensions.Hosting;
using Serilog;

namespace AdBot.Updates;

/// <summary>
/// Takes updates from their source to the lanes of their users. When the source ends, because a recording is over or the
/// bot stops, what was taken is still handled.
/// </summary>
internal sealed class UpdateReceiver(IUpdateSource source, UserLanes lanes, TonPayments payments) : BackgroundService
{
    private readonly RecentIds _seen = new(capacity: 10_000);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var work = lanes.RunAsync();
        try
        {
            await foreach (var update in source.ReadAsync(stoppingToken))
            {
                await DispatchAsync(update);
            }
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            Log.Fatal(e, "No more updates, the bot stops: {Reason}", e.Message);
            throw;
        }
        finally
        {
            lanes.Close();
            await work;
            payments.Close();
        }
    }

    private async Task DispatchAsync(Update update)
    {
        if (!_seen.Add(update.UpdateId))
        {
            // Telegram gives an update again when the answer that confirmed it was lost. Handled twice, it would
            // show a step in the journey that the user never took; or charge him twice.
            Log.Information("Update {UpdateId} was delivered again and is ignored", update.UpdateId);
        }
        else if (update.From is { } user)
        {
            await lanes.PostAsync(user.Id, update);
        }
        else
        {
            Log.Debug("Update {UpdateId} is of a kind that this bot does not serve", update.UpdateId);
        }
    }
}
