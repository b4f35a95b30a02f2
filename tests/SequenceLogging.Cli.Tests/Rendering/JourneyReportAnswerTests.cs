using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.Cli.Tests.Rendering;

/// <summary>What a picture of a journey is drawn from.</summary>
public class JourneyReportAnswerTests
{
    private const string Price = "CreateAd_Step_6_CalculatePrice", Pay = "Payment_Step_1_ProcessTON";

    [Fact]
    public void EverythingThatHappenedIsAMomentFromTheBeginningOn()
    {
        var moments = AnswerOf(Samples.Ad(), Nothing).Moments;

        Assert.Equal("begin", moments[0].Kind);
        Assert.Equal(EventRow.AllOf(Samples.Ad()), moments.Select(m => m.Row));
        Assert.Equal([4], moments.Where(m => m.IsFailure && m.Kind is "step").Select(m => m.Order!.Value));
    }

    [Fact]
    public void AWaitCountsFromTheStepBeforeWhateverHappensBetweenThem()
    {
        var journey = Journey(Step(1, Price, 0), Step(2, Pay, 60)) with
        {
            Links = [new SequenceLink { Component = "ads", EntityType = "ad", EntityId = "87", FirstSeen = At(45), LastSeen = At(45) }],
        };

        var moments = AnswerOf(journey, Nothing).Moments;

        Assert.Equal(["begin", "step", "link", "step"], moments.Select(m => m.Kind));
        Assert.Equal([null, 0, 45_000, 60_000], moments.Select(m => m.WaitMs));
    }

    [Fact]
    public void TheUsualStandsBesideTheActualOverAllMonthsAndComponents()
    {
        var counted = new StepStatistics(
            [
                new StepCount(202506, new NamedStep("a", Pay), StepStatus.Completed, 30, Histogram(30, 200)),
                new StepCount(202507, new NamedStep("b", Pay), StepStatus.Failed, 500, Histogram(500, 90_000)),
            ],
            [
                new StepTransition(202506, new NamedStep(null, Price), new NamedStep("a", Pay), 15, Histogram(15, 1_000)),
                new StepTransition(202507, new NamedStep(null, Price), new NamedStep("b", Pay), 15, Histogram(15, 8_000)),
                new StepTransition(202507, new NamedStep(null, Pay), new NamedStep(null, Price), 500, Histogram(500, 90_000)),
            ]);

        var moments = AnswerOf(Journey(Step(1, Price, 0), Step(2, Pay, 60)), counted).Moments;

        Assert.All(moments.SkipLast(1), m => Assert.Null(m.UsualWaitMs));
        var paid = moments[^1];
        Assert.Equal(30, paid.UsualWaitMs!.Sample);
        Assert.InRange(paid.UsualWaitMs.P50, 980, 1_020);
        Assert.InRange(paid.UsualWaitMs.P95, 7_850, 8_150);
        Assert.InRange(paid.UsualDurationMs!.P95, 196, 204);
        Assert.Equal(["long wait: 100 % of 30 earlier ones took under 8 s"], paid.Remarks);
    }

    [Theory]
    [InlineData(19, false)]
    [InlineData(20, true)]
    public void WhatFewDidIsNotUsual(int count, bool isUsual)
    {
        var counted = new StepStatistics(
            [], [new StepTransition(202507, new NamedStep(null, Price), new NamedStep(null, Pay), count, Histogram(count, 1_000))]);

        Assert.Equal(isUsual, AnswerOf(Journey(Step(1, Price, 0), Step(2, Pay, 1)), counted).Moments[^1].UsualWaitMs is not null);
    }

    [Fact]
    public void EachTraceIsNamedOnce() => Assert.Equal(
        ["b", "a"],
        AnswerOf(
            Journey(Step(1, Price, 0) with { TraceId = "b" }, Step(2, Pay, 1) with { TraceId = "a" }, Step(3, Pay, 2) with { TraceId = "b" }),
            Nothing).TraceIds);

    private static StepStatistics Nothing => new([], []);

    private static JourneyReportAnswer AnswerOf(SequenceDetails journey, StepStatistics counted) =>
        JourneyReportAnswer.Of(JourneyReport.Of(journey, counted, new StuckRules(), Samples.Now));

    private static DateTimeOffset At(int second) => Samples.At("2025-07-14 09:00:00").AddSeconds(second);

    private static SequenceStep Step(int order, string name, int second) =>
        new() { Order = order, StepName = StepName.Parse(name), Status = StepStatus.Completed, Timestamp = At(second) };

    private static SequenceDetails Journey(params SequenceStep[] steps) => new()
    {
        SequenceId = SequenceId.Parse("SEQ-2025-07-00001"),
        Status = SequenceStatus.Active,
        CreatedAt = At(0),
        UpdatedAt = steps[^1].Timestamp,
        Steps = steps,
        StepCount = steps.Length,
    };

    private static DurationHistogram Histogram(int count, double milliseconds)
    {
        var histogram = new DurationHistogram();
        for (var i = 0; i < count; i++)
        {
            histogram.Add(milliseconds);
        }

        return histogram;
    }
}
