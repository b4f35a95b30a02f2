using SequenceLogging.Browser.Tests.Browsing;
using SequenceLogging.Browser.Tests.Sites;

namespace SequenceLogging.Browser.Tests.Looking;

/// <summary>
/// The pictures of the README and the documents, made anew where <c>SEQLOG_PICTURES</c> names the folder that they lie in. Without it
/// the same pages are looked at, and nothing is written.
/// </summary>
public sealed class PictureTests
{
    private const string Variable = "SEQLOG_PICTURES";

    [Fact]
    public async Task ThePicturesAreOfALivingStore()
    {
        await using var bot = await DemoBot.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken); // something has come to its end by then
        await TakeAsync(bot, Look.Desk, "", "overview.png");
        await TakeAsync(bot, new Look(IsDark: true), "", "overview-dark.png");
        await TakeAsync(bot, Look.Desk, "flow", "flow.png");
        await TakeAsync(bot, Look.Desk, "funnel?flow=CreateAd", "funnel.png");
        await TakeAsync(bot, Look.Desk, "components", "components.png");
        await TakeAsync(bot, Look.Desk, "search?status=completed", "journey.png", opensFirst: true);
        await TakeAsync(bot, new Look(IsDark: true, IsPhone: true), "search?status=failed", "journey-phone.png", opensFirst: true);
    }

    private static async Task TakeAsync(DemoBot bot, Look look, string page, string name, bool opensFirst = false)
    {
        await using var visit = await Visit.BeginAsync(look);
        await visit.GoAsync(bot.Mount + page);
        if (opensFirst)
        {
            await visit.Page.Locator("a[href*='journeys/SEQ-']").First.ClickAsync();
            await visit.Page.WaitForURLAsync("**/journeys/SEQ-*");
            await visit.SettleAsync();
        }

        await visit.AssertSoundAsync(name);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder)
        {
            await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name) });
        }
    }
}
