using SequenceLogging.Journeys;
using Serilog.Events;

namespace SequenceLogging.StoreContract;

// Where a journey stands.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task AFailedStepFailsItsSequenceUntilALaterStepSucceeds()
    {
        await using var app = Start();
        var id = app.Begin();

        app.FailStep(id, "Pay");
        Assert.Equal(SequenceStatus.Failed, (await app.DetailsOf(id)).Status);
        app.Log(id, "{StepName} {StepStatus}", "Pay", "started");
        app.Log(id, "{StepName} {StepStatus}", "Pay", "skipped");
        Assert.Equal(SequenceStatus.Failed, (await app.DetailsOf(id)).Status);
        app.Step(id, "Pay");

        var details = await app.DetailsOf(id);
        Assert.Equal(SequenceStatus.Active, details.Status);
        Assert.Null(details.CompletedAt);
        Assert.Equal(
            [StepStatus.Failed, StepStatus.Started, StepStatus.Skipped, StepStatus.Completed],
            details.Steps.Select(s => s.Status));
        Assert.Empty(details.StatusChanges);
    }

    [Fact]
    public async Task TheStatusOfAStepIsWhatIsToldBeforeWhatTheLevelMeans()
    {
        await using var app = Start();
        var id = app.Begin();

        app.Log(id, LogEventLevel.Error, null, "{StepName} {StepStatus}", "Told", "skipped");
        app.Log(id, LogEventLevel.Fatal, null, "{StepName}", "Meant");
        app.Log(id, LogEventLevel.Warning, null, "{StepName} {StepStatus}", "Told too", StepStatus.Failed);

        Assert.Equal(
            [StepStatus.Skipped, StepStatus.Failed, StepStatus.Failed],
            (await app.DetailsOf(id)).Steps.Select(s => s.Status));
    }

    [Fact]
    public async Task ASequenceIsEndedByNameOverEitherWay()
    {
        await using var app = Start();
        var (completed, failed, abandoned) = (app.Begin(), app.Begin(), app.Begin());
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        app.Sequences.Complete(completed);
        app.Sequences.Fail(failed, "no money");
        app.Log(abandoned, "Gone after {Days}: {SequenceStatus}", 7, "abandoned");

        await AssertEnded(completed, SequenceStatus.Completed, null);
        await AssertEnded(failed, SequenceStatus.Failed, "no money");
        await AssertEnded(abandoned, SequenceStatus.Abandoned, "Gone after 7: abandoned");

        async Task AssertEnded(SequenceId id, SequenceStatus status, string? reason)
        {
            var details = await app.DetailsOf(id);
            Assert.Equal(status, details.Status);
            Assert.Equal(Noon.AddMinutes(5), details.CompletedAt);
            Assert.Equal(Noon.AddMinutes(5), details.UpdatedAt);
            Assert.Equal(
                new SequenceStatusChange { Timestamp = Noon.AddMinutes(5), Order = 0, Status = status, Reason = reason },
                Assert.Single(details.StatusChanges));
        }
    }

    [Theory]
    [InlineData(SequenceStatus.Completed)]
    [InlineData(SequenceStatus.Abandoned)]
    public async Task AnEndByNameStaysWhateverStepsComeAfter(SequenceStatus end)
    {
        await using var app = Start();
        var id = app.Begin();
        app.Log(id, "{SequenceStatus}", end);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        app.FailStep(id, "Late failure");
        app.Step(id, "Late success");

        var details = await app.DetailsOf(id);
        Assert.Equal((end, Noon, 2), (details.Status, details.CompletedAt, details.StepCount));
    }

    [Fact]
    public async Task ASequenceThatWasFailedByNameGoesOnWithTheNextStepThatSucceeds()
    {
        await using var app = Start();
        var id = app.Begin();
        app.Sequences.Fail(id);
        Assert.NotNull((await app.DetailsOf(id)).CompletedAt);

        app.Step(id, "Retried");

        var details = await app.DetailsOf(id);
        Assert.Equal((SequenceStatus.Active, null), (details.Status, details.CompletedAt));
    }

    [Fact]
    public async Task EveryStatusGivenByNameIsKeptWithItsPlaceAmongTheSteps()
    {
        await using var app = Start();
        var id = app.Begin();

        app.Sequences.Complete(id);
        app.Step(id, "One");
        app.Log(id, "{SequenceStatus}", "active");
        app.Step(id, "Two");
        app.Sequences.Abandon(id);

        var details = await app.DetailsOf(id);
        Assert.Equal(
            [(0, SequenceStatus.Completed), (1, SequenceStatus.Active), (2, SequenceStatus.Abandoned)],
            details.StatusChanges.Select(c => (c.Order, c.Status)));
        Assert.Equal(SequenceStatus.Abandoned, details.Status);
    }

    [Fact]
    public async Task TheTotalsByStatusFollowEveryChange()
    {
        await using var app = Start();
        var ids = Enumerable.Range(0, 5).Select(_ => app.Begin()).ToArray();
        Assert.Equal((5, 5, 0, 0, 0), await Totals());

        app.FailStep(ids[0], "Pay");
        app.Sequences.Complete(ids[1]);
        app.Sequences.Complete(ids[1]);
        app.Sequences.Abandon(ids[2]);
        app.Sequences.Fail(ids[3]);
        Assert.Equal((5, 1, 1, 2, 1), await Totals());

        app.Step(ids[0], "Pay");
        app.Step(ids[1], "Late");
        app.Log(ids[2], "{SequenceStatus}", "active");
        app.Sequences.Complete(ids[3]);
        Assert.Equal((5, 3, 2, 0, 0), await Totals());

        async Task<(long, long, long, long, long)> Totals()
        {
            var s = (await app.StatisticsAsync()).Sequences;
            return (s.Total, s.Active, s.Completed, s.Failed, s.Abandoned);
        }
    }
}
