namespace SequenceLogging.Cli.Tests.Commands;

public class ShowCommandTests
{
    private readonly Seqlog _seqlog = new();

    public ShowCommandTests() => _seqlog.Reader.Journeys.Add(Samples.Ad());

    [Fact]
    public async Task AJourneyIsDataOnStdoutAndNothingElse()
    {
        var code = await _seqlog.RunAsync("show", "SEQ-2025-07-00001");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("Payment_Step_1_ProcessTON", _seqlog.Out, StringComparison.Ordinal);
        Assert.Empty(_seqlog.Error);
        Assert.True(_seqlog.Reader.IsDisposed);
    }

    [Fact]
    public async Task WhatWasRejectedFromTheJourneyIsCountedAndTheWayToItIsShown()
    {
        _seqlog.Reader.Rejected.Add(Samples.Rejected(1, sequence: "SEQ-2025-07-00001"));
        _seqlog.Reader.Rejected.Add(Samples.Rejected(2, sequence: "SEQ-2025-07-00002"));
        _seqlog.Reader.Rejected.Add(Samples.Rejected(3, sequence: "SEQ-2025-07-00001"));

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("show", "SEQ-2025-07-00001"));
        Assert.Contains(" · 2 events rejected · ", _seqlog.Out, StringComparison.Ordinal);
        Assert.Equal(
            "seqlog: rejected from this journey: 2 events. See 'seqlog rejected list --sequence SEQ-2025-07-00001'.\n",
            _seqlog.Error);
    }

    [Fact]
    public async Task TheSearchForWhatWasRejectedIsBoundedAndSaysSo()
    {
        _seqlog.Reader.Rejected.AddRange(
            Enumerable.Range(1, 30_000).Select(n => Samples.Rejected(n, sequence: n % 10_000 == 5 ? "SEQ-2025-07-00001" : null)));

        await _seqlog.RunAsync("show", "SEQ-2025-07-00001");

        Assert.Equal(40, _seqlog.Reader.RejectedPages);
        Assert.Contains("at least 2 events rejected", _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownIdIsNotFoundAndTheErrorNamesIdStoreAndNextStep()
    {
        var code = await _seqlog.RunAsync("show", "SEQ-2025-07-00099");

        Assert.Equal(ExitCode.NotFound, code);
        Assert.Empty(_seqlog.Out);
        Assert.Equal(
            "seqlog: no sequence SEQ-2025-07-00099 in sequences.db. "
                + "Try 'seqlog find --user USER', or 'seqlog stats' for the newest ones.\n",
            _seqlog.Error);
    }

    [Fact]
    public async Task AnUnknownIdIsNotFoundInJsonTooAndStdoutStaysEmpty()
    {
        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("show", "SEQ-2025-07-00099", "--json"));
        Assert.Empty(_seqlog.Out);
    }

    [Theory]
    [InlineData("SEQ-2025-7-1")]
    [InlineData("SEQ-2025-13-00001")]
    [InlineData("seq-2025-07-00001")]
    [InlineData("SEQ-2025-07-000001")]
    public async Task AWrongIdIsAUsageErrorThatQuotesItAndShowsARightOne(string id)
    {
        var code = await _seqlog.RunAsync("show", id);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Empty(_seqlog.Out);
        Assert.StartsWith($"seqlog: \"{id}\" is not a sequence id.", _seqlog.Error, StringComparison.Ordinal);
        Assert.Contains("SEQ-2025-07-00001", _seqlog.Error, StringComparison.Ordinal);
        Assert.Equal(1, _seqlog.Error.Count(c => c == '\n'));
        Assert.Null(_seqlog.Provider.Opened);
    }

    [Fact]
    public async Task APendingSequenceIsShownByItsKeyOnceItHasAnId()
    {
        const string Key = "pending-0123456789abcdef0123456789abcdef";
        _seqlog.Reader.Keys[Key] = SequenceId.Parse("SEQ-2025-07-00001");

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("show", Key, "--json"));
        var byKey = _seqlog.Out;
        await _seqlog.RunAsync("show", "SEQ-2025-07-00001", "--json");

        Assert.Equal(_seqlog.Out, byKey);
    }

    [Fact]
    public async Task APendingSequenceThatHasNoIdYetIsNotFoundAndTheErrorSaysWhenItIs()
    {
        var code = await _seqlog.RunAsync("show", "pending-0123456789abcdef0123456789abcdef");

        Assert.Equal(ExitCode.NotFound, code);
        Assert.StartsWith(
            "seqlog: no sequence pending-0123456789abcdef0123456789abcdef in sequences.db. It has its id when",
            _seqlog.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWrongKeyIsAUsageErrorThatSaysSo()
    {
        Assert.Equal(ExitCode.Usage, await _seqlog.RunAsync("show", "pending-0123456789ABCDEF0123456789ABCDEF"));
        Assert.Contains("is not the key of a pending sequence", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerboseShowsTheWholeErrorAndAllMetadata()
    {
        await _seqlog.RunAsync("show", "SEQ-2025-07-00001");
        Assert.DoesNotContain("at Bot.Payments.Wait()", _seqlog.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Price=12.5", _seqlog.Out, StringComparison.Ordinal);

        await _seqlog.RunAsync("show", "SEQ-2025-07-00001", "--verbose");
        Assert.Contains("at Bot.Payments.Wait()", _seqlog.Out, StringComparison.Ordinal);
        Assert.Contains("Price=12.5 Discount=0.1", _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWaitFarAboveTheUsualIsMarkedInTheFoldOrBelowTheStep()
    {
        _seqlog.Reader.StepStatistics = Samples.Waits(
            ("Payment_Step_1_ProcessTON", "Publish_Step_2_Published", 60), ("User_Flow_1_Start", "User_Flow_2_LanguageSelect", 1));

        await _seqlog.RunAsync("show", "SEQ-2025-07-00001");

        Assert.Contains(
            "\n   ⋯ 21 h 33 min · Tue 2025-07-15 · ! long wait: 100 % of 40 earlier ones took under 1 min\n", _seqlog.Out, StringComparison.Ordinal);
        Assert.Matches(@"User_Flow_2_LanguageSelect .*\n {20,}! long wait: 100 % of 40 earlier ones took under 1 s\n", _seqlog.Out);
    }

    [Fact]
    public async Task WhatAnOpenJourneyWaitsForIsSaidBehindIt()
    {
        _seqlog.Reader.Journeys.Add(Samples.Active("SEQ-2025-07-00002", 7) with { UpdatedAt = Samples.At("2025-07-16 11:00:00") });
        _seqlog.Reader.StepStatistics = Samples.Waits(("User_Flow_1_Start", "User_Flow_2_LanguageSelect", 1));
        _seqlog.Time.Advance(TimeSpan.FromHours(2));

        await _seqlog.RunAsync("show", "SEQ-2025-07-00002");

        Assert.Contains("   ! waiting for User_Flow_2_LanguageSelect for 2 h 3 min; 100 % of 40 earlier", _seqlog.Out, StringComparison.Ordinal);
    }
}
