namespace SequenceLogging.Cli.Tests.Insight;

public sealed class VariantsCommandTests : IAsyncLifetime
{
    private AdJourneys _journeys = null!;

    public async ValueTask InitializeAsync() => _journeys = await AdJourneys.MakeAsync();

    public ValueTask DisposeAsync() => _journeys.DisposeAsync();

    [Fact]
    public async Task WaysAreToldWithTheMostFrequentFirst()
    {
        _journeys.Seqlog.OnTerminal(80);

        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("variants", "--top", "1"));
        Assert.Equal(
            """
            6 variants of 7 sequences, median duration 2 min
            no.  count   share  median
              1      2  28.6 %   3 min  CreateAd_Step_1_Start → CreateAd_Step_2_Text →
                                        CreateAd_Step_3_Price → Payment_Step_1_Pay

            """.ReplaceLineEndings("\n"),
            _journeys.Out);
    }

    [Fact]
    public async Task JsonCountsAllWhateverIsListed()
    {
        Assert.Equal(ExitCode.Ok, await _journeys.RunAsync("variants", "--json", "--top", "1"));

        var json = _journeys.Json;
        var variant = Assert.Single(json.GetProperty("variants").EnumerateArray());
        Assert.Equal((6, 7), (json.GetProperty("total").GetInt32(), json.GetProperty("sequences").GetInt32()));
        Assert.Equal((2, 180.0), (variant.GetProperty("count").GetInt32(), variant.GetProperty("medianSeconds").GetDouble()));
        Assert.Equal(2 / 7.0, variant.GetProperty("share").GetDouble(), 9);
        Assert.Equal(
            [AdJourneys.Start, AdJourneys.Text, AdJourneys.Price, AdJourneys.Pay],
            variant.GetProperty("steps").EnumerateArray().Select(s => s.GetString()));
    }

    [Theory]
    [InlineData("0.2")]
    [InlineData("20%")]
    public async Task RareOnesAreLeftOut(string share)
    {
        await _journeys.RunAsync("variants", "--json", "--min-share", share);

        Assert.Equal((6, 1), (_journeys.Json.GetProperty("total").GetInt32(), _journeys.Json.GetProperty("variants").GetArrayLength()));
    }

    [Fact]
    public async Task AVariantOpensByItsNumber()
    {
        Assert.Equal("7-2 7-1", await _journeys.OpenAsync("variants", "--open", "1"));
        Assert.Equal("7-2", await _journeys.OpenAsync("variants", "--open", "1", "--property", "Plan=free", "--status", "completed"));
        Assert.Equal(ExitCode.NotFound, await _journeys.RunAsync("variants", "--open", "7"));
        Assert.Equal("seqlog: there is no variant 7 in STORE: there are 6.\n", _journeys.Error);
        Assert.Equal(ExitCode.Usage, await _journeys.RunAsync("variants", "--open", "first"));
        Assert.Equal(ExitCode.Usage, await _journeys.RunAsync("variants", "--min-share", "2"));
    }

    [Fact]
    public async Task HostileNamesReachNoTerminalAndNoSpreadsheetAsTheyAre()
    {
        await _journeys.RunAsync("variants");
        Assert.Contains("помощь 👩‍🚀 ␛[31m<b a=\"1\">", _journeys.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _journeys.Out);

        await _journeys.RunAsync("variants", "--csv");
        Assert.StartsWith("number,count,share,medianSeconds,length,steps\r\n1,2,", _journeys.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _journeys.Out);

        await _journeys.RunAsync("variants", "--json");
        Assert.DoesNotContain('\u001b', _journeys.Out);
        Assert.Contains(
            _journeys.Json.GetProperty("variants").EnumerateArray(),
            v => v.GetProperty("steps").EnumerateArray().Any(s => s.GetString() == AdJourneys.Hostile));
    }

    [Fact]
    public async Task WhereNothingFitsTheAnswerIsEmptyAndSaysWhy()
    {
        Assert.Equal(ExitCode.NotFound, await _journeys.RunAsync("variants", "--json", "--step", "CreateAd_Step_1_Strat"));
        Assert.Equal(0, _journeys.Json.GetProperty("total").GetInt32());
        Assert.Contains("Did you mean 'CreateAd_Step_1_Start'", _journeys.Error, StringComparison.Ordinal);
    }
}
