using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace SequenceLogging.Browser.Tests.Browsing;

/// <summary>
/// Somebody's stay on the dashboard, in a browser that shares nothing with other tests. It takes note of all that must never
/// happen there: a script that fails, something that the content security policy refuses, an answer of 500, a dialog.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Visit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _complaints.Enqueue("a script failed: " + error);
        page.Console += (_, message) => AddIfBad(message);
        page.Response += (_, response) => AddIfBad(response);
        page.Dialog += async (_, dialog) =>
        {
            _complaints.Enqueue("a dialog: " + dialog.Message);
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>What has happened that must not.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public static async Task<Visit> BeginAsync(Look look)
    {
        var browser = await SharedBrowser.GetAsync();
        var context = await browser.NewContextAsync(look.Options);
        context.SetDefaultTimeout(20_000);
        await context.AddInitScriptAsync(
            "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample))");
        return new Visit(context, await context.NewPageAsync());
    }

    /// <summary>Goes to an address and waits until its page has what it wants to show.</summary>
    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        await SettleAsync();
    }

    /// <summary>Goes on to another address as a click on a link does, without loading the pages' scripts anew.</summary>
    /// <param name="address">Below the one that was gone to first.</param>
    /// <param name="sign">What the page's heading says when it is there; empty where that is the heading of the page before.</param>
    public async Task FollowAsync(string address, string sign)
    {
        await Page.EvaluateAsync(
            """
            async address => {
                const link = document.createElement('a');
                link.href = address;
                document.body.append(link);
                link.click();
                link.remove();
                await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
            }
            """, address);
        await Page.WaitForFunctionAsync("sign => document.querySelector('main h1')?.textContent.includes(sign)", sign);
        await SettleAsync();
    }

    /// <summary>Waits until nothing is being loaded.</summary>
    public Task SettleAsync() => Page.WaitForFunctionAsync(
        "() => (document.querySelector('main')?.innerText ?? '').trim() !== '' && !document.querySelector('.state-loading, [aria-busy=true]')");

    /// <summary>
    /// Asserts that nothing has happened that must not, that no payload has run, and that the page is no wider than the window.
    /// </summary>
    /// <param name="what">What was looked at, for the message.</param>
    public async Task AssertSoundAsync(string what)
    {
        Assert.True(_complaints.IsEmpty, $"{what}: {string.Join(Environment.NewLine, _complaints)}");
        var state = await Page.EvaluateAsync<string>(
            "() => window.__ran || Object.prototype.polluted ? 'a payload ran' : document.documentElement.scrollWidth > innerWidth + 1 ? `the page is ${document.documentElement.scrollWidth} wide, the window ${innerWidth}` : ''");
        Assert.True(state.Length == 0, $"{what}: {state}");
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void AddIfBad(IConsoleMessage message)
    {
        // Chromium tells of each answer that is no success, also of those that a page asks for on purpose.
        if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
        {
            _complaints.Enqueue("the console says: " + message.Text);
        }
    }

    private void AddIfBad(IResponse response)
    {
        if (response.Status >= 500)
        {
            _complaints.Enqueue($"{response.Url} answered {response.Status}");
        }
    }
}
