namespace SequenceLogging.Cli.Tests.Insight;

public sealed class FunnelCommandTests : IAsyncLifetime
{
    private static readonly string[] Ad = ["funnel", AdJourneys.Start, AdJourneys.Text, AdJourneys.Price];

    private AdJourneys _journeys = null!;

    public async ValueTask InitializeAsync() => _journeys = await AdJourneys.MakeAsync();

    public ValueTask DisposeAsync() => _journeys.DisposeAsync();

    [Fact]
    public async Task PeopleSeeWhoLeftAndWhoIsStillThere()
    {
        _journeys.Seqlog.OnTerminal(80);

        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync(Ad));
        Assert.Equal(
            """
               step                   reached   share  in progress  left  median    p95
            1  CreateAd_Step_1_Start        7   100 %            2     2
               left for: CreateAd_Step_3_Price 1, помощь 👩‍🚀 ␛[31m<b a="1">&amp;|`] > =1+1\u…
            2  CreateAd_Step_2_Text         3  42.9 %            0     1   1 min  1 min
               left for: nothing more 1
            3  CreateAd_Step_3_Price        2  28.6 %            0     0   1 min  1 min
            2 of 7 converted (28.6 %), median 2 min, p95 2 min

            """.ReplaceLineEndings("\n"),
            _journeys.Out);
    }

    [Fact]
    public async Task JsonIsAsPromised()
    {
        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync([.. Ad, "--json"]));

        var json = _journeys.Json;
        Assert.Equal(7, json.GetProperty("sequences").GetInt32());
        Assert.Equal(
            [(AdJourneys.Start, 7, 2, 2), (AdJourneys.Text, 3, 1, 0), (AdJourneys.Price, 2, 0, 0)],
            json.GetProperty("steps").EnumerateArray().Select(s => (
                s.GetProperty("step").GetString()!, s.GetProperty("reached").GetInt32(),
                s.GetProperty("left").GetInt32(), s.GetProperty("inProgress").GetInt32())));
        var second = json.GetProperty("steps")[1];
        Assert.Equal(
            (3 / 7.0, 3 / 7.0, 60.0, 60.0),
            (second.GetProperty("share").GetDouble(), second.GetProperty("fromPrevious").GetDouble(),
                second.GetProperty("medianSeconds").GetDouble(), second.GetProperty("p95Seconds").GetDouble()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, json.GetProperty("steps")[0].GetProperty("medianSeconds").ValueKind);
    }

    [Fact]
    public async Task AWholeFlowIsAFunnelWhoseAlternativesAreOneStep()
    {
        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("funnel", "--flow", "CreateAd", "--json"));
        Assert.Equal(
            [(AdJourneys.Start, 7), ($"{AdJourneys.Photo} | {AdJourneys.Text}", 4), (AdJourneys.Price, 3)],
            _journeys.Json.GetProperty("steps").EnumerateArray().Select(s => (s.GetProperty("step").GetString()!, s.GetProperty("reached").GetInt32())));
    }

    [Theory]
    [InlineData("reached:2", "7-2 7-1 6-1")]
    [InlineData("left:1", "7-5 7-4")]
    [InlineData("left:1:CreateAd_Step_3_Price", "7-4")]
    [InlineData("left:2:", "6-1")]
    [InlineData("in-progress:1", "7-6 7-3")]
    [InlineData("converted", "7-2 7-1")]
    public async Task EachNumberOpens(string number, string sequences) =>
        Assert.Equal(sequences, await _journeys.OpenAsync([.. Ad, "--open", number]));

    [Fact]
    public async Task GroupsAreToldBesideEachOtherAndOpen()
    {
        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync([.. Ad, "--by", "language", "--json", "--top", "1"]));
        Assert.Equal(
            ["en 4", " 3"],
            _journeys.Json.GetProperty("groups").EnumerateArray().Select(g =>
                $"{g.GetProperty("value").GetString()} {g.GetProperty("result").GetProperty("sequences").GetInt32()}"));
        Assert.Equal("7-6", await _journeys.OpenAsync([.. Ad, "--by", "language", "--open", "in-progress:1", "--group", "en"]));
        Assert.Equal("7-5", await _journeys.OpenAsync([.. Ad, "--by", "language", "--open", "left:1", "--group", "(none)"]));
        Assert.Equal("7-4", await _journeys.OpenAsync([.. Ad, "--by", "Plan", "--open", "left:1", "--group", "a=b"]));
        Assert.Equal("7-4", await _journeys.OpenAsync([.. Ad, "--by", "language", "--open", "left:1:CreateAd_Step_3_Price", "--group", "ru"]));
        Assert.Equal(
            ExitCode.NotFound,
            await _journeys.RunAsync([.. Ad, "--by", "language", "--open", "left:1:CreateAd_Step_3_Price", "--group", "en"]));
        Assert.Equal("7-5 7-4 7-3", await _journeys.OpenAsync([.. Ad, "--by", "language", "--open", "reached:1", "--group", "(others)", "--top", "1"]));
        Assert.Equal(ExitCode.NotFound, await _journeys.RunAsync([.. Ad, "--by", "language", "--open", "left:1", "--group", "eng"]));
        Assert.Contains("Did you mean 'en'", _journeys.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModesWindowAndIdlenessNarrowItDown()
    {
        await _journeys.RunAsync([.. Ad, "--json", "--mode", "strict"]);
        Assert.Equal(2, _journeys.Json.GetProperty("converted").GetInt32());
        await _journeys.RunAsync("funnel", AdJourneys.Price, AdJourneys.Start, "--json", "--mode", "any");
        Assert.Equal(4, _journeys.Json.GetProperty("converted").GetInt32());
        await _journeys.RunAsync([.. Ad, "--json", "--window", "1min"]);
        Assert.Equal(0, _journeys.Json.GetProperty("converted").GetInt32());
        await _journeys.RunAsync([.. Ad, "--json", "--idle", "1d"]);
        Assert.Equal(0, _journeys.Json.GetProperty("steps")[0].GetProperty("inProgress").GetInt32());
    }

    [Theory]
    [InlineData(ExitCode.Usage, "a funnel is a list of steps, or the steps of a --flow.", "funnel")]
    [InlineData(ExitCode.Usage, "a funnel is a list of steps, or the steps of a --flow.", "funnel", "A", "--flow", "CreateAd")]
    [InlineData(ExitCode.NotFound, "no step is called CreateAd_Step_1_Stat. Did you mean 'CreateAd_Step_1_Start'", "funnel", "CreateAd_Step_1_Stat")]
    [InlineData(ExitCode.NotFound, "no flow is called createad. Did you mean 'CreateAd'?", "funnel", "--flow", "createad")]
    [InlineData(ExitCode.Usage, "\"lost:1\" is no number of a funnel.", "funnel", "--flow", "CreateAd", "--open", "lost:1")]
    [InlineData(ExitCode.Usage, "the funnel has 3 steps", "funnel", "--flow", "CreateAd", "--open", "left:4")]
    [InlineData(ExitCode.Usage, "\"1 h\" is no length of time.", "funnel", "--flow", "CreateAd", "--window", "1 h")]
    [InlineData(ExitCode.Usage, "--group says of which group", "funnel", "--flow", "CreateAd", "--group", "en")]
    public async Task WhatMakesNoSenseIsSaid(int code, string complaint, params string[] arguments)
    {
        Assert.Equal(code, await _journeys.RunAsync(arguments));
        Assert.StartsWith("seqlog: " + complaint, _journeys.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpreadsheetsGetARowForEachStepOfEachGroup()
    {
        await _journeys.RunAsync([.. Ad, "--csv", "--by", "Plan"]);

        var rows = _journeys.Out.Split("\r\n");
        Assert.Equal("group,place,step,reached,share,fromPrevious,left,inProgress,medianSeconds,p95Seconds", rows[0]);
        Assert.Equal($",1,{AdJourneys.Start},7,1,1,2,2,,", rows[1]);
        Assert.Equal(1 + (3 * 5) + 1, rows.Length);
    }
}
