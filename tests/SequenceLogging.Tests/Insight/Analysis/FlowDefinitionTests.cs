using SequenceLogging.Insight.Conformance;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.Tests.Insight.Analysis;

public sealed class FlowDefinitionTests
{
    private static readonly FlowDefinition CreateAd = Learned("CreateAd_Step_1_Start", "CreateAd_Step_2_Text", "CreateAd_Step_2_Photo", "CreateAd_Step_10_Done");

    [Fact]
    public void AFlowIsLearnedFromItsNamesByNumberAndNotByLetter()
    {
        Assert.Equal([1, 2, 10], CreateAd.Places.Select(p => p.Number));
        Assert.Equal("CreateAd_Step_2_Photo | CreateAd_Step_2_Text", CreateAd.Places[1].Label);
        Assert.False(CreateAd.IsDeclared);
    }

    [Theory]
    [InlineData("", "1_Start", "2_Text", "10_Done")]
    [InlineData("", "1_Start", "2_Photo", "2_Text")]
    [InlineData("repeated 2_Text", "1_Start", "2_Text", "2_Text", "10_Done")]
    [InlineData("skipped 2", "1_Start", "10_Done")]
    [InlineData("outOfOrder 2_Text", "1_Start", "10_Done", "2_Text")]
    [InlineData("outOfOrder 1_Start", "2_Text", "1_Start")]
    public void AnOpenJourneyIsCheckedByTheNumbersOfItsNames(string deviations, params string[] steps) =>
        Assert.Equal(deviations, Check(CreateAd, SequenceStatus.Active, steps));

    [Theory]
    [InlineData("", "1_Start", "2_Text", "10_Done")]
    [InlineData("missing 10_Done", "1_Start", "2_Text")]
    [InlineData("missing 2, missing 10_Done", "1_Start")]
    public void WhatIsMissingIsSaidOfACompletedOne(string deviations, params string[] steps) =>
        Assert.Equal(deviations, Check(CreateAd, SequenceStatus.Completed, steps));

    [Fact]
    public void AJourneyThatNeverCameToAFlowDoesNotDeviateFromIt()
    {
        var check = CreateAd.Check(Path(SequenceStatus.Completed, ["Payment_Step_1"]));

        Assert.Equal((0, true), (check.Steps, check.IsConforming));
    }

    [Fact]
    public void ADeclaredFlowKnowsLateAndUnexpectedSteps()
    {
        var flow = FlowDefinition.Create("CreateAd").Step("CreateAd_Step_1_Start").Step("CreateAd_Step_10_Done", within: TimeSpan.FromSeconds(90));

        Assert.Equal("", Check(flow, SequenceStatus.Completed, "1_Start", "10_Done"));
        Assert.Equal("unexpected 2_Text", Check(flow, SequenceStatus.Completed, "1_Start", "2_Text", "10_Done").Split(", ")[0]);
        Assert.Equal("late 10_Done", Check(flow, SequenceStatus.Completed, "1_Start", "other", "10_Done"));
    }

    [Fact]
    public void AWrongDeclarationNamesWhatIsWrong()
    {
        var flow = FlowDefinition.Create("CreateAd").Step("A");

        Assert.Contains("A is in flow CreateAd already", Assert.Throws<ArgumentException>(() => flow.Optional("A")).Message, StringComparison.Ordinal);
        Assert.Contains("The time limit of B is 00:00:00", Assert.Throws<ArgumentException>(() => flow.Step("B", TimeSpan.Zero)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FlowDefinition.Create("CreateAd").Step("A", TimeSpan.FromDays(1)));
        Assert.Throws<ArgumentException>(() => flow.OneOf());
        Assert.Throws<ArgumentException>(() => flow.Step(" "));
        Assert.Single(flow.Places);
    }

    [Theory]
    [InlineData(DeviationKind.Skipped)]
    [InlineData(DeviationKind.Repeated)]
    [InlineData(DeviationKind.OutOfOrder)]
    [InlineData(DeviationKind.Missing)]
    [InlineData(DeviationKind.Late)]
    [InlineData(DeviationKind.Unexpected)]
    public void KindsAreReadAsTheyAreWritten(DeviationKind kind)
    {
        Assert.True(DeviationKindText.TryParse(kind.ToText(), out var read));
        Assert.Equal(kind, read);
        Assert.False(DeviationKindText.TryParse("lost", out _));
    }

    private static FlowDefinition Learned(params string[] names) => FlowDefinition.Learn(new StepStatistics(
        [.. names.Select(n => new StepCount(202507, new NamedStep("bot", n), StepStatus.Completed, 1, new DurationHistogram()))], []))[0];

    private static string Check(FlowDefinition flow, SequenceStatus status, params string[] steps) => string.Join(
        ", ",
        flow.Check(Path(status, [.. steps.Select(s => s == "other" ? s : "CreateAd_Step_" + s)])).Deviations
            .Select(d => $"{d.Kind.ToText()} {(d.Step.Contains('|', StringComparison.Ordinal) ? "2" : d.Step.Replace("CreateAd_Step_", "", StringComparison.Ordinal))}"));

    /// <summary>A step each minute.</summary>
    private static SequencePath Path(SequenceStatus status, string[] steps) => new(
        new SequenceHeader { SequenceId = RunningLog.Id, Status = status },
        [
            .. steps.Select((s, i) => new PathStep(
                new NamedStep(null, s), StepStatus.Completed, DateTimeOffset.UnixEpoch.AddMinutes(i))),
        ]);
}
