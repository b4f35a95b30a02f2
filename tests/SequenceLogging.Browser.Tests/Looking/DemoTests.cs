using System.Globalization;
using Microsoft.Playwright;
using SequenceLogging.Browser.Tests.Accessibility;
using SequenceLogging.Browser.Tests.Browsing;
using SequenceLogging.Browser.Tests.Sites;

namespace SequenceLogging.Browser.Tests.Looking;

/// <summary>A living store: the pages follow, and hold still when they are told to.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task TheOverviewFollowsAndHoldsStillWhenItIsPaused()
    {
        await using var visit = await Visit.BeginAsync(Look.Desk);
        await using var bot = await DemoBot.StartAsync();
        await visit.GoAsync(bot.Mount);

        var first = await EmittedAsync(visit);
        await visit.Page.WaitForFunctionAsync("before => Number(document.querySelector('main').innerText.match(/emitted\\s+([\\d,]+)/)[1].replaceAll(',', '')) > before", first);
        await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("pause", System.Text.RegularExpressions.RegexOptions.IgnoreCase) }).ClickAsync();
        await Task.Delay(1_000, TestContext.Current.CancellationToken); // what was under way when it was paused
        var paused = await EmittedAsync(visit);
        await Task.Delay(4_000, TestContext.Current.CancellationToken);

        Assert.Equal(paused, await EmittedAsync(visit));
        await visit.AssertSoundAsync("the overview");
    }

    [Fact]
    public async Task AJourneyGrowsWhileSomebodyLooksOn()
    {
        await using var visit = await Visit.BeginAsync(Look.Phone);
        await using var bot = await DemoBot.StartAsync();

        // One of those that began last goes on.
        await visit.GoAsync(bot.Mount + "search?status=active");
        await visit.Page.Locator("a[href*='journeys/SEQ-']").First.ClickAsync();
        await visit.Page.WaitForURLAsync("**/journeys/SEQ-*");
        await visit.SettleAsync();
        var before = (await visit.Page.GetByRole(AriaRole.Main).InnerTextAsync()).Length;
        await visit.Page.WaitForFunctionAsync("before => document.querySelector('main').innerText.length !== before", before);

        await visit.AssertSoundAsync("the journey");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task EachPageIsSoundAndKeepsNobodyOut(bool isDark, bool isPhone)
    {
        await using var visit = await Visit.BeginAsync(new Look(isDark, isPhone));
        await using var bot = await DemoBot.StartAsync();

        foreach (var page in Pages.All.Append("funnel?flow=CreateAd"))
        {
            await visit.GoAsync(bot.Mount + page);
            await visit.AssertSoundAsync(page);
            var barriers = await Axe.FindAsync(visit.Page);
            Assert.True(barriers.Count == 0, $"{page}: {string.Join(Environment.NewLine, barriers)}");
        }

        await visit.GoAsync(bot.Mount + "search?status=failed");
        await visit.Page.Locator("a[href*='journeys/SEQ-']").First.ClickAsync();
        await visit.Page.WaitForURLAsync("**/journeys/SEQ-*");
        await visit.SettleAsync();
        await visit.AssertSoundAsync("a failed journey");
        Assert.Empty(await Axe.FindAsync(visit.Page));
    }

    private static async Task<long> EmittedAsync(Visit visit) => long.Parse(
        await visit.Page.EvaluateAsync<string>("() => document.querySelector('main').innerText.match(/emitted\\s+([\\d,]+)/)[1].replaceAll(',', '')"),
        CultureInfo.InvariantCulture);
}
