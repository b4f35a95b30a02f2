using System.Text.Json;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Lines;

namespace SequenceLogging.Cli.Tests.Commands;

public class TraceCommandTests
{
    private readonly Seqlog _seqlog = new();

    public TraceCommandTests()
    {
        _seqlog.Variables["NO_COLOR"] = "1";
        _seqlog.Reader.Journeys.Add(new SequenceDetails
        {
            SequenceId = SequenceId.Parse("SEQ-2025-07-00002"),
            CreatedAt = Samples.At("09:13:30"),
            UpdatedAt = Samples.At("12:26:08"),
            Steps =
            [
                Samples.Step(1, "Watch_Step_1_TE5768を待つ", "09:13:40", "watcher"),
                Samples.Step(2, "Watch_Step_2_Найдено 👩‍🚀", "12:26:08", "watcher", message: "found TE5768 مدفوع"),
            ],
            Links = [Samples.Link("payments", "ton_payment", "TE5768", "09:13:30")],
        });
        _seqlog.Reader.Journeys.Add(Samples.Ad());
    }

    [Fact]
    public async Task WhatHappenedInAllJourneysIsOneTimeline()
    {
        _seqlog.OnTerminal(120);

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("trace", "payments:TE5768"));
        Assert.Equal(ComponentQuery.Parse("payments:TE5768"), _seqlog.Reader.Asked!.Component);
        Assert.Equal(
            """
            time (UTC)           sequence            event                             component  message
            2025-07-14 09:12:03  SEQ-2025-07-00001   ▶ begin
            2025-07-14 09:12:03  SEQ-2025-07-00001   ✔ User_Flow_1_Start               bot        from /start
            2025-07-14 09:12:07  SEQ-2025-07-00001   ✔ User_Flow_2_LanguageSelect      bot
            2025-07-14 09:12:07  SEQ-2025-07-00001   ✔ CreateAd_Step_6_CalculatePrice  pricing    12.5 TON
            2025-07-14 09:12:07  SEQ-2025-07-00001   ↳ ads:ad:87
            2025-07-14 09:13:00  SEQ-2025-07-00001 ◆ ↳ payments:ton_payment:TE5768                retry
            2025-07-14 09:13:30  SEQ-2025-07-00002   ▶ begin
            2025-07-14 09:13:30  SEQ-2025-07-00002 ◆ ↳ payments:ton_payment:TE5768
            2025-07-14 09:13:40  SEQ-2025-07-00002   ✔ Watch_Step_1_TE5768を待つ       watcher
            2025-07-14 09:14:07  SEQ-2025-07-00001   ✖ Payment_Step_1_ProcessTON       payments   the gateway did not answer  Syste…
            2025-07-14 09:14:08  SEQ-2025-07-00001   ✖ error                                      Balance could not be read  System…
            2025-07-14 12:26:07  SEQ-2025-07-00001   ✔ Payment_Step_1_ProcessTON       payments
            2025-07-14 12:26:08  SEQ-2025-07-00002 ◆ ✔ Watch_Step_2_Найдено 👩‍🚀         watcher    found TE5768 مدفوع
            2025-07-15 10:00:00  SEQ-2025-07-00001   ○ Publish_Step_2_Published        publisher
            2025-07-15 10:00:01  SEQ-2025-07-00001   ✔ completed                                  all posts are out

            """.ReplaceLineEndings("\n"),
            _seqlog.Out);
        Assert.Equal("seqlog: 2 sequences, 15 events; ◆ tells of payments:TE5768: 3.\n", _seqlog.Error);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public async Task TheTableFitsTheTerminalAndItsColumnsStandInLine(int width)
    {
        await _seqlog.OnTerminal(width).RunAsync("trace", "payments:TE5768");

        var lines = _seqlog.Out.Split('\n')[..^1];
        Assert.Equal(width < 100 ? 18 : 16, lines.Length); // with two days
        Assert.All(lines, line => Assert.InRange(Cells.WidthOf(line), 1, width));
        var rows = lines.Where(l => l.Contains(" SEQ-", StringComparison.Ordinal)).ToArray();
        Assert.Equal(15, rows.Length);
        Assert.Single(rows.Select(r => r.IndexOf("SEQ-", StringComparison.Ordinal)).Distinct());
        Assert.All(rows, row => Assert.Matches(@"SEQ-2025-07-0000\d [ ◆] [▶✔✖○↳] \w\w", row));
    }

    [Fact]
    public async Task OnANarrowTerminalWhatHappenedIsStillThere()
    {
        await _seqlog.OnTerminal(40).RunAsync("trace", "payments:TE5768", "--limit", "4");

        Assert.Equal(
            """
            UTC       sequence            event
            Mon 2025-07-14
            12:26:07  SEQ-2025-07-00001   ✔ Payment…
            12:26:08  SEQ-2025-07-00002 ◆ ✔ Watch_S…
            Tue 2025-07-15
            10:00:00  SEQ-2025-07-00001   ○ Publish…
            10:00:01  SEQ-2025-07-00001   ✔ complet…

            """.ReplaceLineEndings("\n"),
            _seqlog.Out);
    }

    [Fact]
    public async Task OnlyMentionsAndOnlyTheNewest()
    {
        Assert.Equal(3, (await AskAsync("--mentions")).GetArrayLength());

        var last = await AskAsync("--limit", "2");
        Assert.Equal(["step", "status"], last.EnumerateArray().Select(e => e.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task JsonAndCsvHaveTheSameNames()
    {
        const string Names =
            "sequenceId,userId,timestamp,kind,order,stepName,component,status,durationMs,link,message,metadata,error,mentions";
        var events = await AskAsync();
        Assert.Equal(15, events.GetArrayLength());
        Assert.All(events.EnumerateArray(), e => Assert.Equal(Names, string.Join(',', e.EnumerateObject().Select(p => p.Name))));
        Assert.Equal("TE5768", events[5].GetProperty("link").GetString()!.Split(':')[2]);
        Assert.True(events[5].GetProperty("mentions").GetBoolean());

        await _seqlog.RunAsync("trace", "payments:TE5768", "--csv");
        Assert.StartsWith(Names + "\r\n", _seqlog.Out, StringComparison.Ordinal);
        Assert.Equal(16, _seqlog.Out.Split("\r\n").Length - 1);
    }

    [Fact]
    public async Task AnEntityThatNobodyKnowsIsNotFound()
    {
        _seqlog.Reader.Journeys.Clear();

        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("trace", "payments:TE9"));
        Assert.Empty(_seqlog.Out);
        Assert.Equal(
            "seqlog: no sequence is linked to payments:TE9 in sequences.db. Try 'seqlog find --text TE9', which looks into messages.\n",
            _seqlog.Error);
    }

    private async Task<JsonElement> AskAsync(params string[] options)
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync(["trace", "payments:TE5768", "--json", .. options]));
        Assert.Empty(_seqlog.Error);
        return JsonDocument.Parse(_seqlog.Out).RootElement;
    }
}
