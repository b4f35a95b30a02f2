using SequenceLogging.Browser.Tests.Browsing;
using SequenceLogging.Browser.Tests.Sites;

namespace SequenceLogging.Browser.Tests.Looking;

/// <summary>
/// The pictures of the README and the documents, made anew where <c>SEQLOG_PICTURES</c> names the folder that they lie in. Without it
/// the same pages are looked at, and nothing is written.
/// </summary>
public sealed class PictureTests
{
    private static string? Folder { get; } = Environment.GetEnvironmentVariable("SEQLOG_PICTURES") is { Length: > 0 } folder ? folder : null;

    [Fact]
    public async Task ThePicturesAreOfALivingStore()
    {
        await using var bot = await DemoBot.StartAsync();
        // By then something has come to its end, and, for a picture, something else is stuck.
        await Task.Delay(TimeSpan.FromSeconds(Folder is null ? 8 : 60), TestContext.Current.CancellationToken);
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
        if (Folder is not null)
        {
            // The folder of a test says nothing to a reader.
            await visit.Page.EvaluateAsync(
                "() => document.querySelectorAll('main h1 + *').forEach(e => e.textContent = e.textContent.replace(/\\S+\\/(?=sequences\\.db)/, ''))");
            await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name) });
        }
    }
}
