using SequenceLogging.AspNetCore.Scopes;
using SequenceLogging.Context;

namespace SequenceLogging.AspNetCore.Tests.Scopes;

/// <summary>Whose word counts about which sequence a request is part of.</summary>
public class TrustTests
{
    private const string Text = "SEQ-2025-07-00001";
    private const string Other = "SEQ-2025-07-00002";

    [Fact]
    public async Task UnlessToldNothingIsBelievedAndNothingBegins()
    {
        await using var app = await ScopedApp.StartAsync();

        var (_, body, answer) = await app.SendAsync(sequence: Text, baggage: $"sequence.id={Text}");

        Assert.Equal("", body);
        Assert.Null(answer);
        Assert.Empty(await app.JourneysAsync());
        Assert.Empty(app.Remarks);
    }

    [Theory]
    [InlineData(CarrierTrust.Header, Text, null, Text)]
    [InlineData(CarrierTrust.Header, null, $"sequence.id={Text}", "")]
    [InlineData(CarrierTrust.Baggage, null, $"a=b, sequence.id={Text}", Text)]
    [InlineData(CarrierTrust.Baggage, Text, null, "")]
    [InlineData(CarrierTrust.HeaderAndBaggage, Text, $"sequence.id={Other}", Text)]
    [InlineData(CarrierTrust.HeaderAndBaggage, null, $"sequence.id={Other}", Other)]
    [InlineData(CarrierTrust.HeaderAndBaggage, "meddled", $"sequence.id={Other}", "")]
    [InlineData(CarrierTrust.Header, "pending-0123456789abcdef0123456789abcdef", null, "pending-0123456789abcdef0123456789abcdef")]
    public async Task WhatIsBelievedIsCurrentAndNamedInTheResponse(
        CarrierTrust trust, string? header, string? baggage, string expected)
    {
        await using var app = await ScopedApp.StartAsync(o => o.Trust = trust);

        var (_, body, answer) = await app.SendAsync(sequence: header, baggage: baggage);

        Assert.Equal(expected, body);
        Assert.Equal(expected, answer ?? "");
    }

    [Fact]
    public async Task ARequestCanBeBelievedAndAnotherNot()
    {
        await using var app = await ScopedApp.StartAsync(o =>
        {
            o.Trust = CarrierTrust.Header;
            o.TrustRequest = http => http.Request.Path.StartsWithSegments("/inside");
        });

        Assert.Equal(Text, await app.GetAsync("/inside/x", Text));
        Assert.Equal("", await app.GetAsync("/outside", Text));
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task OptionsThatContradictEachOtherAreRefusedAtTheStart(string problem, Action<SequenceScopeOptions> configure)
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => ScopedApp.StartAsync(configure));

        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<SequenceScopeOptions>> Contradictions() => new()
    {
        { "Set Trust = CarrierTrust.Header", o => o.TrustRequest = _ => true },
        { "Trust is 4", o => o.Trust = (CarrierTrust)4 },
        { "WhenAbsent is 7", o => o.WhenAbsent = (WhenAbsent)7 },
        { "UserId does not say who that is", o => o.WhenAbsent = WhenAbsent.BeginOrResume },
        { "WhenAbsent is None, so none does", o => o.UserId = _ => "5" },
    };
}
