using AdBot.Flows;
using AdBot.Updates;

namespace WebBot.Demo;

/// <summary>
/// A user who makes an ad, as far as he gets: some leave at each step, some cancel, some start again, some press what does not fit.
/// </summary>
/// <param name="user">Who it is.</param>
/// <param name="telegram">Where he writes.</param>
/// <param name="dice">What he does.</param>
/// <param name="patience">How long he takes, against what people take; 0 for not at all.</param>
/// <param name="time">Where the time comes from.</param>
internal sealed class MadeUpUser(User user, PretendTelegram telegram, Dice dice, double patience, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await telegram.SayAsync(user, "/start", cancellationToken);
        if (await LeavesAsync(0.05, 1, cancellationToken))
        {
            return;
        }

        await PressAsync($"lang:{People.NearestLanguage(user)}", cancellationToken);
        if (await LeavesAsync(0.06, 1.5, cancellationToken))
        {
            return;
        }

        if (dice.Chance(0.05))
        {
            await PressAsync("days:5", cancellationToken); // a button of an old message
        }

        await PressAsync("ad:new", cancellationToken);
        if (await LeavesAsync(0.06, 4, cancellationToken))
        {
            return;
        }

        if (dice.Chance(0.04))
        {
            await telegram.SayAsync(user, "/start", cancellationToken); // begins anew, which abandons what was open
            await PressAsync($"lang:{People.NearestLanguage(user)}", cancellationToken);
            await PressAsync("ad:new", cancellationToken);
        }

        await MakeAdAsync(cancellationToken);
    }

    private async Task MakeAdAsync(CancellationToken cancellationToken)
    {
        var (text, tag) = People.AdOf(dice);
        await (dice.Chance(0.7)
            ? telegram.SendPhotoAsync(user, text, tag, cancellationToken)
            : telegram.SayAsync(user, text, cancellationToken));
        if (await LeavesAsync(0.05, 2, cancellationToken))
        {
            return;
        }

        foreach (var channel in PriceList.Channels.Keys.Where((_, index) => index == 0 || dice.Chance(0.4)))
        {
            await PressAsync($"channel:{channel}", cancellationToken);
            await WaitAsync(0.4, cancellationToken);
        }

        await PressAsync("channels:done", cancellationToken);
        if (await LeavesAsync(0.04, 1.5, cancellationToken))
        {
            return;
        }

        await PressAsync($"days:{dice.Pick(PriceList.Days)}", cancellationToken);
        if (await LeavesAsync(0.12, 3, cancellationToken)) // at the price
        {
            return;
        }

        await PressAsync(dice.Chance(0.1) ? "ad:cancel" : $"pay:{dice.Pick(["ton", "ton", "card", "card", "stars"])}", cancellationToken);
    }

    private Task PressAsync(string button, CancellationToken cancellationToken) => telegram.PressAsync(user, button, cancellationToken);

    /// <summary>Thinks for about so long, and says whether that was the end of it.</summary>
    private async Task<bool> LeavesAsync(double share, double seconds, CancellationToken cancellationToken)
    {
        if (dice.Chance(share))
        {
            return true;
        }

        await WaitAsync(dice.Chance(0.03) ? 12 * seconds : seconds, cancellationToken);
        return false;
    }

    private Task WaitAsync(double seconds, CancellationToken cancellationToken) =>
        Task.Delay(dice.About(seconds) * patience, time, cancellationToken);
}
