using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.Cli.Tests.Rendering;

/// <summary>The support card and the page: right for people, and harmless whatever was logged.</summary>
public class JourneyPagesTests
{
    private const string Hostile =
        "\"'><script>alert(1)</script><img src=x onerror=alert(2)>--></style></p>&lt;b&gt; ![a](http://evil.test) [x](javascript:1) "
        + "| a | `` ``` ```` **b** <!-- =1+1 \u0000\u001b[2J\u202E\u2066\u200B\uFEFF\uD800 end";

    private static readonly string[] Tags =
    [
        "html", "head", "meta", "title", "style", "body", "main", "header", "section", "footer", "h1", "h2", "p", "b", "a", "ul", "ol",
        "li", "dl", "dt", "dd", "div", "span", "time", "details", "summary", "pre",
    ];

    private readonly Seqlog _seqlog = new();

    [Fact]
    public async Task TheCardIsOnePageThatSaysWhoWhatAndWhereItStands()
    {
        var card = await ExportAsync(Samples.Ad(), "markdown");

        Assert.StartsWith(
            """
            # SEQ-2025-07-00001 · ✔ completed

            | | |
            |---|---|
            | who | ann · 566158428 · en |
            | stands | completed after 1 d: all posts are out |
            | at | `Publish_Step_2_Published` |
            | steps | 6 |
            | begun | 2025-07-14 09:12:03 UTC |
            | ended | 2025-07-15 10:00:01 UTC |
            | with | source\=tg |

            ## Failures

            - **2025-07-14 09:14:07** step 4 `Payment_Step_1_ProcessTON`: the gateway did not answer · System.TimeoutException: no confirmation
            - **2025-07-14 09:14:08** error between steps: Balance could not be read · System.IO.IOException: socket closed

            ## Links

            - `ads:ad:87` since 2025-07-14 09:12:07
            - `payments:ton_payment:TE5768` since 2025-07-14 09:13:00

            ## Timeline

            ```text
               Mon 2025-07-14 UTC
             1  09:12:03           ┌ ✔ User_Flow_1_Start
            """.ReplaceLineEndings("\n"),
            card);
        Assert.Contains("\n   ⋯ 21 h 33 min · Tue 2025-07-15\n", card, StringComparison.Ordinal);
        Assert.EndsWith("\n```\n\nTimes are UTC. Written by `seqlog export` at 2025-07-16 12:00:00.\n", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALongJourneyIsFoldedToAPageAndNoFailureIsLost()
    {
        var steps = Enumerable.Range(1, 500).Select(n => Samples.Step(n, $"Poll{n}", "09:12:03")).ToArray();
        steps[249] = steps[249] with { Status = StepStatus.Failed };
        var card = await ExportAsync(Samples.Ad() with { Steps = steps, Links = [], Errors = [], StatusChanges = [] }, "markdown");

        Assert.InRange(card.Split('\n').Length, 40, 70);
        Assert.Contains(" Poll1\n", card, StringComparison.Ordinal);
        Assert.Contains(" Poll500\n", card, StringComparison.Ordinal);
        Assert.Contains("✖ FAILED Poll250\n", card, StringComparison.Ordinal);
        Assert.Contains("⋯ 240 more events\n", card, StringComparison.Ordinal);
        Assert.Contains("⋯ 229 more events\n", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingInACardIsMarkupWhateverWasLogged()
    {
        var card = await ExportAsync(HostileJourney(), "markdown");

        var framed = Regex.Match(card, @"^(?<fence>`{3,})text\n(?<lines>(?s:.*))\n\k<fence>\n\nTimes are UTC.*\n\z", RegexOptions.Multiline);
        Assert.True(framed.Success);
        Assert.Equal(2, Regex.Count(card, $"^ {{0,3}}{framed.Groups["fence"].Value}", RegexOptions.Multiline));
        var text = card[..framed.Index];
        Assert.Contains("alert", text, StringComparison.Ordinal); // it is there, and harmless
        Assert.DoesNotMatch(@"<|(?<!\\)\[|(?<!\\)\]\(|://|(?<![\\`])`(?![\p{L}\p{N}_:.@-]+`)(?<!`[\p{L}\p{N}_:.@-]+`)", text);
        Assert.All(text.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)), row => Assert.Equal(3, Regex.Count(row, @"(?<!\\)\|")));
        HasNothingThatATerminalObeys(card);
    }

    [Fact]
    public async Task ThePageIsWhole()
    {
        var page = await ReadAsync(Samples.Ad());

        Assert.Equal("SEQ-2025-07-00001", page.Descendants("h1").Single().Value);
        Assert.Equal("✖ 2 failures", page.Descendants("section").First().Element("h2")!.Value);
        Assert.All(
            page.Descendants("a"),
            a => Assert.Single(page.Descendants("li"), li => "#" + (string?)li.Attribute("id") == (string?)a.Attribute("href")));
        Assert.Equal(
            ["⋯ 3 h 12 min", "⋯ 21 h 33 min"], page.Descendants("li").Where(li => HasClass(li, "wait")).Select(li => li.Value));
        Assert.Equal(10, page.Descendants("li").Count(li => HasClass(li, "moment")));
        Assert.Equal("! made for the 2nd time", page.Descendants("p").Single(p => HasClass(p, "remark")).Value);
        Assert.Equal("System.TimeoutException: no confirmation\n   at Bot.Payments.Wait()", page.Descendants("pre").Single().Value);
    }

    [Fact]
    public async Task ThePageNeedsNothingFromElsewhereAndForbidsIt()
    {
        var page = await ReadAsync(Samples.Ad());

        var policy = (string?)page.Descendants("meta").Single(m => m.Attribute("http-equiv") is not null).Attribute("content");
        var style = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.Descendants("style").Single().Value)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'", policy);
        Assert.All(
            page.Descendants().Attributes(),
            a => Assert.DoesNotMatch("^(src|srcset|style|on.*)$", a.Name.LocalName));
        Assert.All(page.Descendants().Attributes("href"), a => Assert.Matches(@"^#m\d+$", a.Value));
        Assert.DoesNotMatch(@"url\(|@import", page.Descendants("style").Single().Value);
    }

    [Fact]
    public async Task NothingInThePageIsMarkupWhateverWasLogged()
    {
        var html = await ExportAsync(HostileJourney(), "html");

        var page = Parse(html);
        Assert.All(page.Descendants(), e => Assert.Contains(e.Name.LocalName, Tags));
        Assert.Equal(Shape(await ReadAsync(HostileJourney("harmless"))), Shape(page));
        Assert.Contains(page.Descendants("p"), p => p.Value.Contains("<script>alert(1)</script>", StringComparison.Ordinal));
        HasNothingThatATerminalObeys(html);
    }

    // The control: the test above must see what is not encoded.
    [Fact]
    public void OnlyWhatStandsInAHoleIsEncoded()
    {
        var html = new HtmlText();
        html.Add($"<p class=\"{"a\"b"}\">{"<i>&"}{7}</p>");
        html.AddOwn("<i>");

        Assert.Equal("<p class=\"a&quot;b\">&lt;i&gt;&amp;7</p><i>", html.ToString());
    }

    [Fact]
    public async Task TextOfEveryScriptStaysReadableAndRunsItsOwnWay()
    {
        var html = await ExportAsync(Samples.Ad() with { Username = "مستخدم", Steps = [Samples.Step(1, "支払い確認", "09:12:03", message: "Шаг 👩‍🚀")] }, "html");

        Assert.Contains("<dd dir=\"auto\">مستخدم · 566158428 · en</dd>", html, StringComparison.Ordinal);
        Assert.Contains("支払い確認</b>", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"message\" dir=\"auto\">Шаг &#x1F469;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAnOpenJourneyWaitsForIsOnBothPages()
    {
        _seqlog.Reader.StepStatistics = Samples.Waits(("User_Flow_1_Start", "User_Flow_2_LanguageSelect", 1));
        _seqlog.Time.Advance(TimeSpan.FromHours(3));
        var journey = Samples.Active("SEQ-2025-07-00001", 7);

        foreach (var format in (string[])["html", "markdown"])
        {
            Assert.Contains("waiting for", await ExportAsync(journey, format), StringComparison.Ordinal);
        }
    }

    private static SequenceDetails HostileJourney(string hostile = Hostile)
    {
        var metadata = JsonSerializer.Serialize(new Dictionary<string, string> { ["name" + hostile] = hostile });
        var step = Samples.Step(1, "Step" + hostile, "09:00:00", "component" + hostile, 1, "message" + hostile, metadata);
        return Samples.Ad() with
        {
            UserId = "user" + hostile[..Math.Min(100, hostile.Length)],
            Username = "name" + hostile,
            Language = hostile,
            CurrentStep = step.StepName,
            Metadata = metadata,
            Steps = [step, step with { Order = 2, Status = StepStatus.Failed, Error = "error" + hostile + "\nat" + hostile }],
            Links = [Samples.Link("c" + hostile, "t" + hostile, "id" + hostile, "09:00:00") with { LinkType = hostile, Metadata = metadata }],
            Errors = [new SequenceError { Order = 1, Message = hostile, Error = hostile, Component = hostile, Metadata = metadata }],
            StatusChanges = [new SequenceStatusChange { Order = 2, Reason = hostile }],
            Losses = [new SequenceLoss { Count = 1, Reason = hostile }],
        };
    }

    private static void HasNothingThatATerminalObeys(string text) =>
        Assert.DoesNotContain(text, c => c != '\n' && (char.IsControl(c) || "\u202E\u2066\u200B\uFEFF\uD800".Contains(c)));

    private static bool HasClass(XElement element, string name) =>
        ((string?)element.Attribute("class"))?.Split(' ').Contains(name) is true;

    private static string Shape(XDocument page) => string.Join(
        '\n', page.Descendants().Select(e => $"{e.Name} {string.Join(' ', e.Attributes().Select(a => $"{a.Name}={a.Value}"))}"));

    private static XDocument Parse(string html) => XDocument.Parse(html[html.IndexOf('\n')..], LoadOptions.PreserveWhitespace);

    private async Task<XDocument> ReadAsync(SequenceDetails journey) => Parse(await ExportAsync(journey, "html"));

    private async Task<string> ExportAsync(SequenceDetails journey, string format)
    {
        _seqlog.Reader.Journeys.Clear();
        _seqlog.Reader.Journeys.Add(journey);
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("export", journey.SequenceId.ToString(), "--format", format));
        return _seqlog.Out;
    }
}
