using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Storage;

public class SequenceStateTests
{
    private static readonly StepKind Kind = new(1, "CreateAd", "CreateAd_Step_1_Start");

    [Fact]
    public void StepsAreNumberedFromOne()
    {
        var state = New();

        Assert.Equal([1, 2, 3], Enumerable.Range(1, 3).Select(at => state.TakeStep(Kind, StepStatus.Completed, at)));
        Assert.Equal((3, Kind, 3L, 3L), (state.StepCount, state.LastStep, state.LastStepAt, state.UpdatedAt));
        Assert.Equal((SequenceStatus.Active, null), (state.Status, state.CompletedAt));
    }

    [Fact]
    public void AFailedStepFailsTheSequenceUntilALaterOneSucceeds()
    {
        var state = New();
        state.TakeStep(Kind, StepStatus.Failed, 1);
        Assert.Equal((SequenceStatus.Failed, null), (state.Status, state.CompletedAt)); // it has not ended

        state.TakeStep(Kind, StepStatus.Started, 2);
        state.TakeStep(Kind, StepStatus.Skipped, 3);
        state.TakeStep(Kind, StepStatus.Failed, 4);
        Assert.Equal(SequenceStatus.Failed, state.Status);

        state.TakeStep(Kind, StepStatus.Completed, 5);
        Assert.Equal(SequenceStatus.Active, state.Status);
    }

    [Theory]
    [InlineData(SequenceStatus.Completed)]
    [InlineData(SequenceStatus.Abandoned)]
    public void WhatEndedByNameStaysEndedWhateverComesAfter(SequenceStatus end)
    {
        var state = New();
        state.TakeStatus(end, 10);

        foreach (var late in Enum.GetValues<StepStatus>())
        {
            state.TakeStep(Kind, late, 20);
            Assert.Equal((end, 10L), (state.Status, state.CompletedAt));
        }

        Assert.Equal((4, 20L), (state.StepCount, state.UpdatedAt)); // the steps are kept all the same
    }

    [Fact]
    public void WhatFailedByNameGoesOnWithTheNextStepThatSucceeds()
    {
        var state = New();
        state.TakeStatus(SequenceStatus.Failed, 10);
        Assert.Equal((SequenceStatus.Failed, 10L), (state.Status, state.CompletedAt));

        state.TakeStep(Kind, StepStatus.Started, 11);
        Assert.Equal((SequenceStatus.Failed, 10L), (state.Status, state.CompletedAt));

        state.TakeStep(Kind, StepStatus.Completed, 12);
        Assert.Equal((SequenceStatus.Active, null), (state.Status, state.CompletedAt));
    }

    [Fact]
    public void AStatusByNameReplacesAnyOther()
    {
        var state = New();
        foreach (var (status, at) in new[]
        {
            (SequenceStatus.Completed, 1L), (SequenceStatus.Abandoned, 2), (SequenceStatus.Failed, 3), (SequenceStatus.Completed, 4),
        })
        {
            state.TakeStatus(status, at);
            Assert.Equal((status, at), (state.Status, state.CompletedAt));
        }

        state.TakeStatus(SequenceStatus.Active, 5);
        Assert.Equal((SequenceStatus.Active, null), (state.Status, state.CompletedAt));
    }

    [Fact]
    public void UpdatedNeverGoesBackWhateverTheClocksSay()
    {
        var state = New();
        state.TakeStep(Kind, StepStatus.Completed, 100);

        Assert.Equal(2, state.TakeStep(Kind, StepStatus.Completed, 50));
        state.TakeStatus(SequenceStatus.Completed, 70);
        state.Touch(60);

        Assert.Equal((50L, 100L, 70L), (state.LastStepAt, state.UpdatedAt, state.CompletedAt));
    }

    private static SequenceState New() => new() { Sequence = RunningLog.Id.ToInt64() };
}
