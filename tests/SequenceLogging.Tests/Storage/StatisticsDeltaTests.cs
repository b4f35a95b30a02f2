using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Storage;

public class StatisticsDeltaTests
{
    private static readonly StepKind Start = new(1, "CreateAd", "CreateAd_Step_1_Start");
    private static readonly StepKind Upload = new(2, "CreateAd", "CreateAd_Step_2_UploadContent");
    private static readonly long July = At(2025, 7, 31);
    private static readonly long August = At(2025, 8, 1);

    [Fact]
    public void StepsAreCountedByMonthKindAndOutcome()
    {
        var delta = new StatisticsDelta();
        delta.CountStep(Start, StepStatus.Completed, 10, July, null, 0);
        delta.CountStep(Start, StepStatus.Completed, double.NaN, July, null, 0);
        delta.CountStep(Start, StepStatus.Failed, 30, July, null, 0);
        delta.CountStep(Start, StepStatus.Completed, 40, August, null, 0);

        Assert.Equal(3, delta.Steps.Count);
        Assert.Equal((2, 1), Of(new StepCell(202507, 1, StepStatus.Completed)));
        Assert.Equal((1, 1), Of(new StepCell(202507, 1, StepStatus.Failed)));
        Assert.Equal((1, 1), Of(new StepCell(202508, 1, StepStatus.Completed)));
        Assert.Empty(delta.Transitions);
        Assert.Equal(August, delta.LastActivity);

        (long Count, long Timed) Of(StepCell cell) => (delta.Steps[cell].Count, delta.Steps[cell].Durations.Count);
    }

    [Fact]
    public void NeighboursAreCountedInTheMonthOfTheSecondWithTheWayBetween()
    {
        var delta = new StatisticsDelta();
        delta.CountStep(Upload, StepStatus.Completed, double.NaN, August, Start, August - 2_000_000);
        delta.CountStep(Upload, StepStatus.Completed, double.NaN, August, Start, August + 1); // clocks that disagree

        var (cell, tally) = Assert.Single(delta.Transitions);
        Assert.Equal(new TransitionCell(202508, 1, 2), cell);
        Assert.Equal((2L, 2000.0), (tally.Count, tally.Durations.SumMs));
    }

    [Fact]
    public void SequencesMoveBetweenStatuses()
    {
        var delta = new StatisticsDelta();
        delta.CountSequence(SequenceStatus.Active, July);
        delta.CountSequence(SequenceStatus.Active, July);
        delta.CountStatus(SequenceStatus.Active, SequenceStatus.Completed);

        Assert.Equal(
            [1, 1, 0, 0], Enum.GetValues<SequenceStatus>().Select(delta.SequencesIn));
    }

    [Fact]
    public void ClearedItIsNew()
    {
        var delta = new StatisticsDelta { NewLinks = 3 };
        delta.CountSequence(SequenceStatus.Failed, July);
        delta.CountStep(Upload, StepStatus.Completed, 1, July, Start, July);

        delta.Clear();

        Assert.Equal((0, 0, 0L, 0L, long.MinValue), (
            delta.Steps.Count, delta.Transitions.Count, delta.NewLinks, delta.SequencesIn(SequenceStatus.Failed), delta.LastActivity));
    }

    private static long At(int year, int month, int day) =>
        RecordTime.ToMicroseconds(new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero));
}
