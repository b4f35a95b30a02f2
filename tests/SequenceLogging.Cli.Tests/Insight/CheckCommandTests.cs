namespace SequenceLogging.Cli.Tests.Insight;

public sealed class CheckCommandTests : IAsyncLifetime
{
    private const string Second = $"{AdJourneys.Photo} | {AdJourneys.Text}";

    private AdJourneys _journeys = null!;

    public async ValueTask InitializeAsync() => _journeys = await AdJourneys.MakeAsync();

    public ValueTask DisposeAsync() => _journeys.DisposeAsync();

    [Fact]
    public async Task PeopleSeeWhatWasNotAsTheFlowsSay()
    {
        _journeys.Seqlog.OnTerminal(100);

        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("check"));
        Assert.Equal(
            """
            5 of 7 sequences conform (71.4 %)
            flow      steps  sequences  conforming   share
            CreateAd      3          7           5  71.4 %
            Payment       1          3           3   100 %

            deviation  step                                          sequences  times  newest
            skipped    CreateAd_Step_2_Photo | CreateAd_Step_2_Text          1      1  SEQ-2025-07-00004
            missing    CreateAd_Step_3_Price                                 1      1  SEQ-2025-06-00001

            """.ReplaceLineEndings("\n"),
            _journeys.Out);
    }

    [Fact]
    public async Task JsonIsAsPromised()
    {
        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("check", "--json", "--flow", "CreateAd"));

        var json = _journeys.Json;
        Assert.Equal((7, 5), (json.GetProperty("sequences").GetInt32(), json.GetProperty("conforming").GetInt32()));
        Assert.Equal(
            [("skipped", Second, 1, "SEQ-2025-07-00004"), ("missing", AdJourneys.Price, 1, "SEQ-2025-06-00001")],
            json.GetProperty("deviations").EnumerateArray().Select(d => (
                d.GetProperty("kind").GetString()!, d.GetProperty("step").GetString()!,
                d.GetProperty("count").GetInt32(), d.GetProperty("example").GetString()!)));
    }

    [Theory]
    [InlineData("conforming", "7-6 7-5 7-3 7-2 7-1")]
    [InlineData("deviating", "7-4 6-1")]
    [InlineData("skipped:" + AdJourneys.Text, "7-4")]
    [InlineData("skipped:" + Second, "7-4")]
    [InlineData("MISSING:" + AdJourneys.Price, "6-1")]
    public async Task EachNumberOpens(string number, string sequences) =>
        Assert.Equal(sequences, await _journeys.OpenAsync("check", "--open", number));

    [Fact]
    public async Task OnlyOneFlowAndOnlySomeSequences()
    {
        Assert.Equal("7-6 7-5 7-3 6-1", await _journeys.OpenAsync("check", "--flow", "Payment", "--open", "outside"));
        await _journeys.RunAsync("check", "--month", "2025-06", "--json");
        Assert.Equal(1, _journeys.Json.GetProperty("sequences").GetInt32());
    }

    [Fact]
    public async Task SpreadsheetsGetTheDeviations()
    {
        await _journeys.RunAsync("check", "--csv");

        Assert.Equal(
            "kind,step,count,example,times,flow\r\n"
            + $"skipped,{Second},1,SEQ-2025-07-00004,1,CreateAd\r\n"
            + $"missing,{AdJourneys.Price},1,SEQ-2025-06-00001,1,CreateAd\r\n",
            _journeys.Out);
    }

    [Theory]
    [InlineData(ExitCode.NotFound, "no flow is called CreatAd. Did you mean 'CreateAd'?", "--flow", "CreatAd")]
    [InlineData(ExitCode.Usage, "\"skipped\" is no number of this answer.", "--open", "skipped")]
    [InlineData(ExitCode.NotFound, "no sequence has missing CreateAd_Step_3_Prise. Did you mean 'CreateAd_Step_3_Price'?", "--open", "missing:CreateAd_Step_3_Prise")]
    [InlineData(ExitCode.NotFound, "no sequence of user 99 in STORE.", "--user", "99")]
    public async Task WhatMakesNoSenseIsSaid(int code, string complaint, params string[] arguments)
    {
        Assert.Equal(code, await _journeys.RunAsync(["check", .. arguments]));
        Assert.StartsWith("seqlog: " + complaint, _journeys.Error, StringComparison.Ordinal);
    }
}
