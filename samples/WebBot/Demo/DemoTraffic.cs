using Serilog;

namespace WebBot.Demo;

/// <summary>
/// Made-up users come in, until the bot stops: at first many at once, who take no time, so that there is something to see; then at a
/// gentle rate.
/// </summary>
internal sealed class DemoTraffic(
    PretendTelegram telegram, WebBotSettings settings, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    private const int AtFirst = 120;
    private const int AtOnceAtFirst = 8;
    private const int MostAtOnce = 5_000;

    // Users of other runs are others.
    private readonly long _firstUser = 6_000_000_000 + (time.GetUtcNow().ToUnixTimeSeconds() % 10_000_000 * 100);
    private int _users;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The webhook ends with the host; whoever writes to it must end before.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, stoppingToken);
        var stopping = either.Token;
        await StartedAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, stopping.IsCancellationRequested ? 0 : AtFirst),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnceAtFirst },
            async (_, _) => await RunUserAsync(patience: 0, stopping));

        var dice = new Dice(settings.Seed);
        var users = new List<Task>();
        while (!stopping.IsCancellationRequested)
        {
            users.RemoveAll(user => user.IsCompleted);
            if (users.Count < MostAtOnce)
            {
                users.Add(RunUserAsync(patience: 1, stopping));
            }

            await Task.Delay(dice.UntilNext(settings.Rate), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(users);
    }

    private Task StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource();
        lifetime.ApplicationStarted.Register(started.SetResult);
        return started.Task.WaitAsync(stopping);
    }

    private async Task RunUserAsync(double patience, CancellationToken stopping)
    {
        var number = Interlocked.Increment(ref _users);
        var dice = new Dice(unchecked((settings.Seed * 1_000_003) + number));

        // Some have been here before.
        var who = number > 100 && dice.Chance(0.04) ? number - 100 : number;
        var user = People.Make(_firstUser + who, new Dice(who));
        try
        {
            await new MadeUpUser(user, telegram, dice, patience, time).RunAsync(stopping);
        }
        catch (Exception e) when (stopping.IsCancellationRequested && e is OperationCanceledException or HttpRequestException)
        {
            // In the middle of what he did, as users are when a bot stops.
        }
        catch (HttpRequestException e)
        {
            Log.Warning("A made-up user does not reach the webhook: {Reason}", e.Message);
        }
    }
}
