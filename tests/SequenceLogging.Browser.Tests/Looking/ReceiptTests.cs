using SequenceLogging.Browser.Tests.Accessibility;
using SequenceLogging.Browser.Tests.Browsing;
using SequenceLogging.Browser.Tests.Sites;

namespace SequenceLogging.Browser.Tests.Looking;

/// <summary>Each page of a real log: light and dark, at a desk and on a phone, for everybody.</summary>
public sealed class ReceiptTests(ReceiptLog receipt)
{
    public static TheoryData<bool, bool> Looks => [.. Look.All.Select(look => new TheoryDataRow<bool, bool>(look.IsDark, look.IsPhone))];

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task EachPageIsSoundAndKeepsNobodyOut(bool isDark, bool isPhone)
    {
        await using var visit = await Visit.BeginAsync(new Look(isDark, isPhone));
        await using var site = await Site.StartAsync(await receipt.GetAsync());

        foreach (var page in Pages.All.Append("journeys/" + ReceiptLog.Journey).Append("funnel?steps=Confirmation of receipt,T10 Determine necessity to stop indication"))
        {
            await visit.GoAsync(site.Mount + page);

            await visit.AssertSoundAsync(page);
            var barriers = await Axe.FindAsync(visit.Page);
            Assert.True(barriers.Count == 0, $"{page}: {string.Join(Environment.NewLine, barriers)}");
        }
    }

    [Fact]
    public async Task EveryLinkOfThePagesStaysBelowThePathBase()
    {
        await using var visit = await Visit.BeginAsync(Look.Desk);
        await using var site = await Site.StartAsync(await receipt.GetAsync(), "/ops/bot");
        var asked = new List<Uri>();
        visit.Page.Request += (_, request) => asked.Add(new Uri(request.Url));

        await visit.GoAsync(site.Mount);
        foreach (var name in await visit.Page.Locator("header nav a").AllInnerTextsAsync())
        {
            await visit.Page.Locator("header nav").GetByText(name, new() { Exact = true }).ClickAsync();
            await visit.SettleAsync();
            await visit.AssertSoundAsync(name);
            Assert.StartsWith(site.Mount, visit.Page.Url, StringComparison.Ordinal);
        }

        Assert.NotEmpty(asked);
        Assert.All(asked.Where(uri => uri.Scheme.StartsWith("http", StringComparison.Ordinal)), uri => Assert.StartsWith(site.Mount, uri.AbsoluteUri, StringComparison.Ordinal));
    }
}
