using SequenceLogging.Delivery;
using SequenceLogging.Insight.Conformance;
using SequenceLogging.Journeys;

namespace SequenceLogging.Testing.Tests;

public sealed class JourneyAssertionsTests
{
    private static readonly SequenceDetails Sold = new()
    {
        SequenceId = new SequenceId(2025, 7, 1),
        UserId = "ann",
        Status = SequenceStatus.Completed,
        Steps =
        [
            new() { Order = 1, StepName = new("Price"), Status = StepStatus.Completed, Metadata = """{"Price":12.50,"Who":{"Id":7},"Not":null}""" },
            new() { Order = 2, StepName = new("Pay"), Status = StepStatus.Started },
            new() { Order = 3, StepName = new("Pay"), Status = StepStatus.Completed, Metadata = """{"Price":13}""" },
        ],
        Links = [new() { Component = "ads", EntityType = "ad", EntityId = "87:b" }],
    };

    private static readonly SequenceDetails Failed = Sold with
    {
        Status = SequenceStatus.Failed,
        Steps = [new() { Order = 1, StepName = new("Pay"), Status = StepStatus.Failed, Error = "System.TimeoutException: slow\n   at Bank.Pay()" }],
        Links = [new() { Component = "ads", EntityType = "ad", EntityId = "87", LinkType = "source" }],
        Errors = [new() { Order = 1, StepName = new("Pay") }, new() { Order = 1, Message = "Chat 7 is lost" }],
        Losses = [new() { Order = 1, Count = 3, Reason = Reasons.QueueFull }],
    };

    [Fact]
    public void WhatIsSoIsSaidInOneBreath() => Assert.Same(
        Sold,
        Sold.ShouldHaveSteps("Price", "Pay", "Pay")
            .ShouldHaveStep("Pay")
            .ShouldHaveStep("Pay", StepStatus.Started)
            .ShouldHaveStep("Pay", StepStatus.Completed)
            .ShouldHaveMetadata("Price", "Price", 12.5m)
            .ShouldHaveMetadata("Price", "Price", 12.5)
            .ShouldHaveMetadata("Pay", "Price", 13)
            .ShouldHaveMetadata("Price", "Who", new { Id = 7 })
            .ShouldHaveMetadata("Price", "Not", null)
            .ShouldHaveLink("ads:ad:87:b")
            .ShouldBe(SequenceStatus.Completed)
            .ShouldHaveNoErrors());

    [Theory]
    [InlineData("Step 3 should be none, but it is Pay.", "Price", "Pay")]
    [InlineData("Step 4 should be Ship, but there is none.", "Price", "Pay", "Pay", "Ship")]
    [InlineData("Step 1 should be price, but it is Price.", "price", "Pay", "Pay")]
    [InlineData("Step 1 should be none, but it is Price.")]
    public void TheFirstStepThatDiffersIsNamed(string complaint, params string[] names) =>
        AssertFails(complaint, () => Sold.ShouldHaveSteps(names));

    [Fact]
    public void AJourneyThatFollowsItsFlowPasses()
    {
        var flow = FlowDefinition.Create("Sale").Step("Price").Optional("Discount").Step("Pay", within: TimeSpan.FromHours(1));

        Assert.Same(Sold, Sold.ShouldFollow(flow));
        AssertFails(
            "The journey should follow Sale, but step 2, Pay, is repeated, Price is skipped, Ship is missing.",
            () => (Sold with { Steps = [Sold.Steps[2], Sold.Steps[1]] })
                .ShouldFollow(FlowDefinition.Create("Sale").Step("Price").Step("Pay").Step("Ship")));
        AssertFails("The journey should follow Return, but it has no step of it.", () => Sold.ShouldFollow(FlowDefinition.Create("Return").Step("Ship")));
    }

    [Fact]
    public void WhateverIsNotSoIsTold()
    {
        AssertFails("There should be a step Ship, but there is none.", () => Sold.ShouldHaveStep("Ship"));
        AssertFails("Step Price should be failed, but it is completed.", () => Sold.ShouldHaveStep("Price", StepStatus.Failed));
        AssertFails("Step Price should have Price = 12, but it is 12.50.", () => Sold.ShouldHaveMetadata("Price", "Price", 12));
        AssertFails("Step Price should have price = 12.5, but there is none.", () => Sold.ShouldHaveMetadata("Price", "price", 12.5));
        AssertFails("Step Price should have Price = \"12.5\", but it is 12.50.", () => Sold.ShouldHaveMetadata("Price", "Price", "12.5"));
        AssertFails("There should be a step Ship, but there is none.", () => Sold.ShouldHaveMetadata("Ship", "Price", 12));
        AssertFails("There should be a link to ads:ad:87, but there is none.", () => Sold.ShouldHaveLink("ads:ad:87"));
        AssertFails("The journey should be active, but it is completed.", () => Sold.ShouldBe(SequenceStatus.Active));
        AssertFails("There should be no errors, but there are 2, and 1 gaps.", () => Failed.ShouldHaveNoErrors());
        AssertFails("There should be no errors, but there are 0, and 1 gaps.", () => (Failed with { Errors = [] }).ShouldHaveNoErrors());
        Assert.Throws<FormatException>(() => Sold.ShouldHaveLink("ads"));
    }

    [Fact]
    public void TheMessageShowsTheJourneyAsItIs()
    {
        var failure = Assert.Throws<JourneyAssertionException>(() => Failed.ShouldBe(SequenceStatus.Completed));

        Assert.Equal(
            """
            The journey should be completed, but it is failed.

            SEQ-2025-07-00001  failed  user ann
              1      failed     Pay  System.TimeoutException: slow
              link   ads:ad:87 (source)
              error  after step 1  Chat 7 is lost
              gap    after step 1: 3 dropped, queue_full
            """,
            failure.Message,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void LongTextsAreCut()
    {
        var journey = Sold with { UserId = null, Steps = [Sold.Steps[0] with { Metadata = $$"""{"Text":"{{new string('x', 5_000)}}"}""" }], Links = [] };

        var failure = Assert.Throws<JourneyAssertionException>(() => journey.ShouldHaveSteps());

        Assert.InRange(failure.Message.Length, 150, 400);
        Assert.Contains("nobody's", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>xunit.v3 looks for the name only.</summary>
    [Fact]
    public void XunitCountsItAsAFailedAssertion() =>
        Assert.Contains(typeof(JourneyAssertionException).GetInterfaces(), type => type.Name == nameof(Xunit.Sdk.IAssertionException));

    private static void AssertFails(string complaint, Action assertion)
    {
        var failure = Assert.Throws<JourneyAssertionException>(assertion);
        Assert.StartsWith(complaint + Environment.NewLine, failure.Message, StringComparison.Ordinal);
        Assert.Contains("SEQ-2025-07-00001", failure.Message, StringComparison.Ordinal);
    }
}
