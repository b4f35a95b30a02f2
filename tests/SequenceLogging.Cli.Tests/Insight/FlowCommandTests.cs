using System.Xml.Linq;
using SequenceLogging.StoreContract;
using SequenceLogging.Testing;

namespace SequenceLogging.Cli.Tests.Insight;

public sealed class FlowCommandTests : IAsyncLifetime
{
    private AdJourneys _journeys = null!;

    public async ValueTask InitializeAsync() => _journeys = await AdJourneys.MakeAsync();

    public ValueTask DisposeAsync() => _journeys.DisposeAsync();

    [Fact]
    public async Task TheTerminalGetsADrawing()
    {
        _journeys.Seqlog.OnTerminal(80);

        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("flow", "--status", "completed"));
        Assert.Equal(
            """
            step                      count   share                mean  median   p95
            ● CreateAd_Step_1_Start       4         ████████████
            ├→ CreateAd_Step_2_Text       3  75.0 %               1 min    59 s  59 s
            └→ CreateAd_Step_3_Price      1  25.0 %               1 min    59 s  59 s
            ● CreateAd_Step_2_Text        3         █████████
            └→ CreateAd_Step_3_Price      2  66.7 %               1 min    59 s  59 s
            ● CreateAd_Step_3_Price       3         █████████
            └→ Payment_Step_1_Pay         3   100 %               1 min    59 s  59 s
            ● Payment_Step_1_Pay          3         █████████

            """.ReplaceLineEndings("\n"),
            _journeys.Out);
        Assert.All(_journeys.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Equal("seqlog: all steps of 4 sequences in status completed, read now.\n", _journeys.Error);
    }

    [Fact]
    public async Task WithoutAFilterTheAnswerIsWhatWasCountedAsItArrived()
    {
        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("flow"));
        Assert.Equal("seqlog: all steps ever made, counted as they arrived.\n", _journeys.Error);
        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("flow", "--month", "2025-06"));
        Assert.Equal("seqlog: the steps made in 2025-06, counted as they arrived.\n", _journeys.Error);
        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("flow", "--month", "2025-07", "--language", "en"));
        Assert.Equal(
            "seqlog: all steps of 3 sequences in language en, begun since 2025-07-01 00:00:00, begun before 2025-08-01 00:00:00, read now.\n",
            _journeys.Error);
    }

    [Theory]
    [InlineData("\uFFFF")]
    [InlineData("\uFFFE")]
    [InlineData("\U0001FFFF")]
    [InlineData("\u0001\u000B\u007F\u0085\u2028")]
    [InlineData("]]><script>&#0;")]
    [InlineData("☹ 👩‍🚀")]
    public async Task APictureIsXmlWhateverAStepIsCalled(string name)
    {
        var store = $"memory://{Guid.NewGuid():N}";
        var clock = new TestClock(Samples.Now);
        await using var app = new Application(SequenceLog.Open(o => { o.UseInMemory(store); o.TimeProvider = clock; }), clock);
        var id = app.Begin();
        app.Step(id, "First");
        app.Step(id, $"Odd {name}");
        await app.FlushAsync();

        Assert.Equal(ExitCode.Ok, await _journeys.Seqlog.RunAsync("flow", "--format", "svg", "--store", store));
        Assert.Contains(XDocument.Parse(_journeys.Out).Descendants(), e => e.Name.LocalName == "text" && e.Value.StartsWith("Odd ", StringComparison.Ordinal));
        InMemoryStoreProvider.Forget(store);
    }

    [Theory]
    [InlineData("flow")]
    [InlineData("find")]
    [InlineData("variants")]
    public async Task ATimeThatEndsBeforeItBeginsIsAMistake(string command)
    {
        Assert.Equal(ExitCode.Usage, await _journeys.RunAsync(command, "--since", "2025-07-14", "--until", "2025-07-01"));
        Assert.Equal(
            "seqlog: --since 2025-07-14 00:00:00 is not before --until 2025-07-01 00:00:00: no time lies between.\n", _journeys.Error);
        Assert.Equal(ExitCode.Usage, await _journeys.RunAsync(command, "--since", "1h", "--until", "2h"));
    }

    [Fact]
    public async Task OfNamesWithArrowsTheWayIsOpenedThatWasGone()
    {
        var store = $"memory://{Guid.NewGuid():N}";
        var clock = new TestClock(Samples.Now);
        await using var app = new Application(SequenceLog.Open(o => { o.UseInMemory(store); o.TimeProvider = clock; }), clock);
        var id = app.Begin();
        foreach (var step in new[] { "A", "A > B", "C", "B > C" })
        {
            app.Step(id, step);
        }

        await app.FlushAsync();

        Assert.Equal(ExitCode.Ok, await _journeys.Seqlog.RunAsync("flow", "--open", "A > B > C", "--store", store));
        Assert.Equal(ExitCode.NotFound, await _journeys.Seqlog.RunAsync("flow", "--open", "C > A", "--store", store));
        InMemoryStoreProvider.Forget(store);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("mermaid")]
    [InlineData("dot")]
    [InlineData("svg")]
    [InlineData("json")]
    public async Task AWayIntoAMonthBeginsAtAStepOfTheMonthBefore(string format)
    {
        var store = $"memory://{Guid.NewGuid():N}";
        var clock = new TestClock(new DateTimeOffset(2025, 6, 30, 23, 59, 50, TimeSpan.Zero));
        await using var app = new Application(SequenceLog.Open(o => { o.UseInMemory(store); o.TimeProvider = clock; }), clock);
        var id = app.Begin();
        app.Step(id, "Evening_Step_1");
        clock.Advance(TimeSpan.FromMinutes(1));
        app.Step(id, "Night_Step_2");
        await app.FlushAsync();

        Assert.Equal(ExitCode.Ok, await _journeys.Seqlog.RunAsync("flow", "--month", "2025-07", "--format", format, "--store", store));
        Assert.Contains("Evening_Step_1", _journeys.Out, StringComparison.Ordinal);
        Assert.Contains("Night_Step_2", _journeys.Out, StringComparison.Ordinal);
        Assert.Equal(
            ExitCode.Ok,
            await _journeys.Seqlog.RunAsync("flow", "--month", "2025-07", "--open", "Evening_Step_1 > Night_Step_2", "--store", store));
        Assert.Equal(
            ExitCode.NotFound, await _journeys.Seqlog.RunAsync("flow", "--month", "2025-07", "--open", "Evening_Step_1", "--store", store));
        InMemoryStoreProvider.Forget(store);
    }

    [Theory]
    [InlineData("", true, 7, 3)]
    [InlineData("--month 2025-07", true, 6, 2)]
    [InlineData("--status completed", false, 4, 3)]
    [InlineData("--property Plan=a=b", false, 1, 0)]
    [InlineData("--flow Payment", false, 3, 2)]
    [InlineData("--since 2025-07-14 --until 2025-07-14T09:05Z", false, 2, 2)]
    [InlineData("--since 7d --language ru", false, 2, 0)]
    public async Task JsonHasEveryStepAndEveryWay(string options, bool isKept, int starts, int texts)
    {
        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync(["flow", "--json", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));

        var json = _journeys.Json;
        Assert.Equal(isKept, json.GetProperty("kept").GetBoolean());
        Assert.Equal(
            starts,
            json.GetProperty("nodes").EnumerateArray().Single(n => n.GetProperty("step").GetString() == AdJourneys.Start).GetProperty("count").GetInt64());
        var edge = json.GetProperty("edges").EnumerateArray()
            .Where(e => (e.GetProperty("from").GetString(), e.GetProperty("to").GetString()) == (AdJourneys.Start, AdJourneys.Text)).ToList();
        Assert.Equal(texts, edge.Sum(e => e.GetProperty("count").GetInt64()));
        Assert.All(edge, e =>
        {
            Assert.Equal(60, e.GetProperty("meanSeconds").GetDouble());
            Assert.InRange(e.GetProperty("medianSeconds").GetDouble(), 59.3, 60.7);
            Assert.InRange(e.GetProperty("p95Seconds").GetDouble(), 59.3, 60.7);
        });
    }

    [Fact]
    public async Task EachNumberOpens()
    {
        Assert.Equal("7-6 7-5 7-4", await _journeys.OpenAsync("flow", "--open", AdJourneys.Start, "--limit", "3"));
        Assert.Equal("7-2 7-1 6-1", await _journeys.OpenAsync("flow", "--open", $"{AdJourneys.Start} > {AdJourneys.Text}"));
        Assert.Equal("7-2 7-1", await _journeys.OpenAsync("flow", "--open", $"{AdJourneys.Start}>{AdJourneys.Text}", "--month", "2025-07"));
        Assert.Equal("7-5", await _journeys.OpenAsync("flow", "--open", $"{AdJourneys.Start} > {AdJourneys.Hostile}"));
        Assert.Equal(1, _journeys.Json[0].GetProperty("times").GetInt32());
    }

    [Fact]
    public async Task StepsOfPrunedSequencesStayCountedAndTheOpenedNumberSaysThatTheyAreGone()
    {
        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("prune", "--older-than", "10d"));

        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("flow", "--json"));
        Assert.Equal(7, _journeys.Json.GetProperty("nodes")[0].GetProperty("count").GetInt32());
        Assert.Equal("7-6 7-5 7-4 7-3 7-2 7-1", await _journeys.OpenAsync("flow", "--open", AdJourneys.Start));
        Assert.Equal("seqlog: 1 of 7 were in sequences that have left the store since.\n", _journeys.Error);
        Assert.Equal(ExitCode.NotFound, await _journeys.RunAsync("flow", "--open", AdJourneys.Start, "--month", "2025-06"));
        Assert.StartsWith("seqlog: 1 of 1 were in sequences that have left the store since.\n", _journeys.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownNameIsAnsweredWithNearOnes()
    {
        Assert.Equal(ExitCode.NotFound, await _journeys.RunAsync("flow", "--open", "CreateAd_Step_1_Stat > CreateAd_Step_2_Text"));
        Assert.StartsWith("seqlog: no step is called CreateAd_Step_1_Stat. Did you mean 'CreateAd_Step_1_Start'", _journeys.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotFound, await _journeys.RunAsync("flow", "--flow", "CreateAdd"));
        Assert.Equal("seqlog: no sequence with flow CreateAdd in STORE. No flow is called CreateAdd. Did you mean 'CreateAd'?\n", _journeys.Error);
        Assert.Equal(ExitCode.NotFound, await _journeys.RunAsync("flow", "--user", "99", "--json"));
        Assert.Equal(0, _journeys.Json.GetProperty("nodes").GetArrayLength());
    }

    [Theory]
    [InlineData("--month", "2025-7", "\"2025-7\" is no month. Write year and month, as 2025-07.")]
    [InlineData("--since", "yesterday", "\"yesterday\" is no time. Write 2025-07-14, 2025-07-14T09:30Z, or an age as 12h, 7d or 4w.")]
    [InlineData("--property", "Plan", "\"Plan\" is not a property with its value. Write name=value, for example Currency=TON.")]
    [InlineData("--top", "0", "\"0\" is no number of ways. Write a number from 1 to 10000.")]
    public async Task WhatMakesNoSenseIsAUsageError(string option, string value, string complaint)
    {
        Assert.Equal(ExitCode.Usage, await _journeys.RunAsync("flow", option, value));
        Assert.Contains(complaint, _journeys.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await _journeys.RunAsync("flow", "--month", "2025-07", "--since", "7d"));
    }

    [Fact]
    public async Task APictureIsWellFormedWhateverStepsAreCalled()
    {
        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("flow", "--format", "svg"));

        var svg = XDocument.Parse(_journeys.Out);
        XNamespace ns = "http://www.w3.org/2000/svg";
        var names = svg.Descendants(ns + "text").Where(t => (string?)t.Attribute("class") == "name").Select(t => t.Value).ToList();
        Assert.Equal(6, names.Count);
        Assert.Contains(AdJourneys.Start, names);
        Assert.Contains(names, n => n.StartsWith("помощь 👩‍🚀 ␛[31m<b a=\"1\">", StringComparison.Ordinal));
        Assert.Equal(["svg", "title", "style", "defs", "marker", "path", "rect", "g", "text"], svg.Descendants().Select(e => e.Name.LocalName).Distinct());
        Assert.DoesNotContain(svg.Descendants().Attributes(), a => a.Name.LocalName is "href" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain('\u202E', _journeys.Out);
    }

    [Fact]
    public async Task NoNameEndsTheTextOfAMermaidOrDotLabel()
    {
        await _journeys.RunAsync("flow", "--format", "mermaid");
        var label = Assert.Single(_journeys.Out.Split('\n'), l => l.Contains("помощь", StringComparison.Ordinal));
        Assert.Matches("""^  n\d+\["[^"<>`|\]\[]*<br/>1"\]$""", label);
        Assert.Equal(7, _journeys.Out.Split('\n').Count(l => l.Contains("-->", StringComparison.Ordinal)));

        await _journeys.RunAsync("flow", "--format", "dot");
        label = Assert.Single(_journeys.Out.Split('\n'), l => l.Contains("помощь", StringComparison.Ordinal));
        Assert.Matches("""^  n\d+ \[label="(?:[^"\\]|\\["\\])*\\n1"\];$""", label);
        Assert.DoesNotContain('\u001b', _journeys.Out);
    }

    [Fact]
    public async Task RareWaysAreLeftOutOfADrawingAndSaid()
    {
        await _journeys.RunAsync("flow", "--min-count", "2");

        Assert.DoesNotContain("помощь", _journeys.Out, StringComparison.Ordinal);
        Assert.EndsWith("seqlog: 2 rare steps and 4 ways not shown; --top N shows more, --json all.\n", _journeys.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpreadsheetsGetTheWays()
    {
        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("flow", "--csv"));
        Assert.StartsWith("from,to,count,meanSeconds,medianSeconds,p95Seconds\r\n" + $"{AdJourneys.Start},{AdJourneys.Text},3,60,", _journeys.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("flow", "--csv", "--open", AdJourneys.Photo));
        Assert.StartsWith("sequenceId,", _journeys.Out, StringComparison.Ordinal);
    }
}
