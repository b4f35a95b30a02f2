namespace SequenceLogging.Testing.Tests;

public sealed class TestSequencesTests
{
    [Fact]
    public async Task EachHasAStoreOfItsOwn()
    {
        await using var one = TestSequences.Start();
        await using var two = TestSequences.Start();
        Step(one, "ann", "One");

        Assert.Single(await one.AllAsync());
        Assert.Empty(await two.AllAsync());
    }

    [Fact]
    public async Task AJourneyIsFoundByItsUserAndByItsLinks()
    {
        await using var journeys = TestSequences.Start();
        Step(journeys, "ann", "Of Ann");
        Step(journeys, "bob", "Of Bob", "payments:ton_payment:TE5768");
        Step(journeys, "ann", "Of Ann again");

        (await journeys.OfAsync("ann")).ShouldHaveSteps("Of Ann again");
        (await journeys.OfAsync("bob")).ShouldHaveSteps("Of Bob");
        (await journeys.LinkedToAsync("payments:TE5768")).ShouldHaveSteps("Of Bob");
        Assert.Equal(["ann", "bob", "ann"], (await journeys.AllAsync()).Select(journey => journey.UserId!.Value.Value));
    }

    [Fact]
    public async Task WhatIsNotThereIsToldWithWhatIsThere()
    {
        await using var journeys = TestSequences.Start();
        Step(journeys, "ann", "Of Ann");
        Step(journeys, "bob", "Of Bob", "ads:ad:87");
        journeys.Logger.Information("{StepName} of {Thing}", "Lost", 7);

        var several = await Assert.ThrowsAsync<JourneyAssertionException>(journeys.SingleAsync);
        var nobody = await Assert.ThrowsAsync<JourneyAssertionException>(() => journeys.OfAsync("carl"));
        var unlinked = await Assert.ThrowsAsync<JourneyAssertionException>(() => journeys.LinkedToAsync("ads:88"));

        Assert.StartsWith("There should be one journey, but there are 2.", several.Message, StringComparison.Ordinal);
        Assert.StartsWith("User carl should have a journey, but has none.", nobody.Message, StringComparison.Ordinal);
        Assert.StartsWith("A journey should be linked to ads:88, but none is.", unlinked.Message, StringComparison.Ordinal);
        foreach (var message in new[] { several.Message, nobody.Message, unlinked.Message })
        {
            Assert.Contains("user ann", message, StringComparison.Ordinal);
            Assert.Contains("Of Bob", message, StringComparison.Ordinal);
            Assert.Contains("ads:ad:87", message, StringComparison.Ordinal);
            Assert.Contains("rejected: no_sequence  Lost of 7", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhatWasRejectedIsTold()
    {
        await using var journeys = TestSequences.Start();
        Step(journeys, "ann", "Of Ann");
        await journeys.ShouldHaveRejectedNothingAsync();

        journeys.Logger.Information("{StepName}", "Lost");

        var failure = await Assert.ThrowsAsync<JourneyAssertionException>(journeys.ShouldHaveRejectedNothingAsync);
        Assert.Contains("1 were rejected", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no_sequence", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALogOfSomebodyElseStaysOpen()
    {
        await using var log = SequenceLog.Open(o => o.UseInMemory());
        await using (var journeys = TestSequences.Over(log))
        {
            Step(journeys, "ann", "One");
            (await journeys.SingleAsync()).ShouldHaveSteps("One");
        }

        using var scope = log.Begin("bob");
        Assert.Equal(2, scope.SequenceId.Number);
    }

    [Fact]
    public async Task AllLevelsAndTheTraceComeIntoTheJourney()
    {
        await using var journeys = TestSequences.Start(new DateTimeOffset(2025, 7, 15, 12, 0, 0, TimeSpan.Zero));
        using var source = new System.Diagnostics.ActivitySource("test");
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = s => s == source,
            Sample = (ref _) => System.Diagnostics.ActivitySamplingResult.AllData,
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        using var activity = source.StartActivity("work");
        using (journeys.Log.Begin())
        {
            journeys.Logger.Verbose("{StepName}", "Quiet");
        }

        var step = Assert.Single((await journeys.SingleAsync()).Steps);
        Assert.Equal(("Quiet", activity!.TraceId.ToString(), activity.SpanId.ToString()), (step.StepName.Value, step.TraceId, step.SpanId));
        Assert.Equal(journeys.Clock!.GetUtcNow(), step.Timestamp);
    }

    private static void Step(TestSequences journeys, UserId user, string name, string? link = null)
    {
        using var scope = journeys.Log.Begin(user);
        journeys.Logger.Information("{StepName}", name);
        if (link is not null)
        {
            journeys.Logger.Information("Linked {LinkComponent}", link);
        }
    }
}
