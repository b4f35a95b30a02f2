using Microsoft.Playwright;
using SequenceLogging.Browser.Tests.Browsing;
using SequenceLogging.Browser.Tests.Sites;

namespace SequenceLogging.Browser.Tests.Looking;

/// <summary>Nobody needs a mouse.</summary>
public sealed class KeyboardTests(ReceiptLog receipt)
{
    [Fact]
    public async Task ASlashATextAndEnterOpenAJourney()
    {
        await using var visit = await Visit.BeginAsync(Look.Desk);
        await using var site = await Site.StartAsync(await receipt.GetAsync());
        await visit.GoAsync(site.Mount + "store");

        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("case-10011");
        await visit.Page.GetByRole(AriaRole.Option).First.WaitForAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.WaitForURLAsync("**/journeys/SEQ-*");
        await visit.SettleAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Confirmation of receipt");
        await visit.AssertSoundAsync("the journey");
    }

    [Theory]
    [InlineData("")]
    [InlineData("search?status=active")]
    [InlineData("flow")]
    [InlineData("funnel")]
    [InlineData("variants")]
    [InlineData("components")]
    [InlineData("store")]
    [InlineData("journeys/" + ReceiptLog.Journey)]
    public async Task WhateverHasTheFocusIsSeenToHaveIt(string page)
    {
        await using var visit = await Visit.BeginAsync(Look.Desk);
        await using var site = await Site.StartAsync(await receipt.GetAsync());
        await visit.GoAsync(site.Mount + page);

        var seen = new HashSet<string>();
        for (var presses = 0; presses < 25; presses++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            var focus = await visit.Page.EvaluateAsync<string>(
                """
                () => {
                    const at = document.activeElement;
                    if (!at || at === document.body) return '';
                    const box = at.getBoundingClientRect();
                    const drawn = [getComputedStyle(at), getComputedStyle(at, '::after'), ...[...at.children].map(c => getComputedStyle(c))];
                    const isMarked = drawn.some(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'
                        || at instanceof SVGElement && parseFloat(s.strokeWidth) >= 2);
                    const name = `${at.tagName} ${(at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 40)}`;
                    return `${isMarked && box.width > 0 ? 'seen' : 'unseen'} ${name}`;
                }
                """);
            Assert.False(focus.StartsWith("unseen", StringComparison.Ordinal), $"{page}: {focus}");
            seen.Add(focus);
        }

        Assert.InRange(seen.Count, 8, 26);
    }

    [Fact]
    public async Task AnEdgeOfTheFlowOpensExactlyItsSequences()
    {
        await using var visit = await Visit.BeginAsync(Look.Desk);
        await using var site = await Site.StartAsync(await receipt.GetAsync());
        await visit.GoAsync(site.Mount + "flow");

        await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Confirmation of receipt.*1,434") }).First.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.Locator("a[href*='journeys/SEQ-']").First.WaitForAsync();
        await visit.SettleAsync();
        await visit.AssertSoundAsync("the opened step");
        Assert.Contains('?', visit.Page.Url);
        await visit.Page.ReloadAsync();
        await visit.Page.Locator("a[href*='journeys/SEQ-']").First.WaitForAsync();
    }
}
