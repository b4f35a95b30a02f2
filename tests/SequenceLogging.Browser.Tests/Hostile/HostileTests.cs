using SequenceLogging.Browser.Tests.Browsing;
using SequenceLogging.Browser.Tests.Sites;

namespace SequenceLogging.Browser.Tests.Hostile;

/// <summary>What users and attackers get into the log stays text.</summary>
public sealed class HostileTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SequenceLog _sequences;

    public HostileTests() => _sequences = SequenceLog.Open(o => o.UseSqlite(_folder.File("hostile.db")));

    public async ValueTask DisposeAsync()
    {
        await _sequences.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void ThereAreAtLeast200OfThem() => Assert.InRange(Payloads.All.Count, 200, 400);

    [Fact]
    public async Task NothingRunsAndNoPageBreaks()
    {
        await using var visit = await Visit.BeginAsync(Look.Desk);
        var journeys = await HostileStore.FillAsync(_sequences);
        await using var site = await Site.StartAsync(_sequences);

        await LookAtAllAsync(visit, site, journeys);
    }

    [Fact]
    public async Task APhoneShowsThemWithoutGrowing()
    {
        await using var visit = await Visit.BeginAsync(Look.Phone);
        var journeys = await HostileStore.FillAsync(_sequences);
        await using var site = await Site.StartAsync(_sequences);

        await LookAtAllAsync(visit, site, [.. journeys.Where((j, place) => place % 7 == 0 || j.Payload.Length > 1_000)]);
    }

    [Fact]
    public async Task WhatIsTypedIntoTheAddressStaysText()
    {
        await using var visit = await Visit.BeginAsync(Look.Desk);
        await using var site = await Site.StartAsync(_sequences);

        await visit.GoAsync(site.Mount + "search");
        foreach (var payload in Payloads.All.Where(p => p.Length < 500))
        {
            var text = string.Concat(payload.EnumerateRunes().Select(r => Uri.EscapeDataString(r.ToString())));
            await visit.FollowAsync($"{site.Mount}search?q={text}", "");
            await visit.Page.WaitForFunctionAsync(
                "text => document.querySelector('input[role=combobox]').value === text", InABox(payload));
            await visit.AssertSoundAsync("search?q=" + text);
        }
    }

    [Fact]
    public async Task TheTrapsSpring()
    {
        await using var visit = await Visit.BeginAsync(Look.Desk);
        await using var site = await Site.StartAsync(_sequences);

        await visit.Page.SetContentAsync("<main>here</main><script>window.__ran=1</script>");
        Assert.Contains("a payload ran", await ComplaintAsync(visit), StringComparison.Ordinal);
        await visit.Page.GotoAsync("about:blank");
        await visit.Page.SetContentAsync("<main>here</main><p style='width:3000px'>wide</p>");
        Assert.Contains("wide", await ComplaintAsync(visit), StringComparison.Ordinal);
        await visit.GoAsync(site.Mount + "search");
        await visit.Page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.__ran=1'; document.body.append(s); }");
        await WaitForAsync(() => visit.Complaints.Any(c => c.Contains("policy: script-src", StringComparison.Ordinal)));
        Assert.Contains("policy: script-src", await ComplaintAsync(visit), StringComparison.Ordinal);
    }

    private static async Task LookAtAllAsync(Visit visit, Site site, IReadOnlyList<(SequenceId Id, string Payload)> journeys)
    {
        await visit.GoAsync($"{site.Mount}journeys/{journeys[0].Id}");
        foreach (var (id, payload) in journeys)
        {
            var what = $"{id}, with {Uri.EscapeDataString(payload.Length > 80 ? payload[..80] : payload)}";
            await visit.FollowAsync($"{site.Mount}journeys/{id}", id.ToString());
            await visit.AssertSoundAsync(what);

            // It is there to be read: a page that shows nothing would be sound, too.
            var isShown = await visit.Page.EvaluateAsync<bool>("text => document.querySelector('main').textContent.includes(text)", Beginning(payload));
            Assert.True(isShown, $"{what}: its page does not say it");
        }

        foreach (var page in Pages.All)
        {
            await visit.GoAsync(site.Mount + page);
            await visit.AssertSoundAsync(page);
        }
    }

    /// <summary>As much of it as fits anywhere, half characters as what stands for them.</summary>
    private static string Beginning(string payload) => string.Concat(payload.EnumerateRunes().Take(40));

    /// <summary>As a box of one line holds it, which has no breaks.</summary>
    private static string InABox(string payload) =>
        string.Concat(payload.EnumerateRunes()).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    /// <summary>The browser tells of what it has refused when it comes to it.</summary>
    private static async Task WaitForAsync(Func<bool> isTrue)
    {
        for (var tries = 0; tries < 100 && !isTrue(); tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> ComplaintAsync(Visit visit) =>
        (await Assert.ThrowsAnyAsync<Exception>(() => visit.AssertSoundAsync("the trap"))).Message;
}
