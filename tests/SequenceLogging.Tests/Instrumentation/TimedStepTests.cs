using SequenceLogging.Instrumentation;
using SequenceLogging.Storage;
using Serilog;
using Serilog.Events;

namespace SequenceLogging.Tests.Instrumentation;

public class TimedStepTests
{
    private const string Name = "CreateAd_Step_6_CalculatePrice";

    private readonly Stopclock _clock = new();

    [Fact]
    public async Task ACompletedStepIsOneEventWithItsDurationAndProperties()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);
        using (var step = log.Logger.BeginStep(Name, timeProvider: _clock))
        {
            Assert.Empty(log.Collected.Events); // nothing is written at its begin
            _clock.Advance(TimeSpan.FromMilliseconds(12.3456));
            Assert.Equal((Name, TimeSpan.FromMilliseconds(12.3456)), (step.Name, step.Elapsed));
            step.With("Price", 12.5m).With("Currency", "EUR").With("Currency", "TON").Complete();
        }

        var record = Assert.Single(await log.StoredAsync());
        Assert.Equal((Name, StepStatus.Completed, 12.346), (record.Name, record.StepStatus, record.DurationMs));
        Assert.Equal("""{"Price":12.5,"Currency":"TON"}""", record.Metadata);
        Assert.Equal($"{Name} completed in 12.346 ms", record.Message);
        Assert.Equal(LogEventLevel.Information, Assert.Single(log.Collected.Events).Level);
    }

    [Fact]
    public async Task AFailedStepIsAnErrorWithItsException()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);
        var cause = new InvalidOperationException("No rate");
        using (var step = log.Logger.BeginStep(Name))
        {
            step.Fail(cause);
        }

        log.Logger.BeginStep(Name).Fail();

        var records = await log.StoredAsync();
        Assert.All(records, r => Assert.Equal(StepStatus.Failed, r.StepStatus));
        Assert.Contains("No rate", records[0].Error);
        Assert.Null(records[1].Error);
        Assert.All(log.Collected.Events, e => Assert.Equal(LogEventLevel.Error, e.Level));
    }

    [Fact]
    public async Task ASkippedStepIsNoFailure()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);
        using (var step = log.Logger.BeginStep(Name, LogEventLevel.Debug))
        {
            step.Skip();
        }

        Assert.Equal(StepStatus.Skipped, Assert.Single(await log.StoredAsync()).StepStatus);
        Assert.Equal(LogEventLevel.Debug, Assert.Single(log.Collected.Events).Level);
    }

    [Fact]
    public async Task LeftWithoutAnOutcomeItFailed()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);

        Assert.Throws<InvalidOperationException>(LeaveByException);

        var record = Assert.Single(await log.StoredAsync());
        Assert.Equal(StepStatus.Failed, record.StepStatus);
        Assert.EndsWith(" ms, left without an outcome", record.Message);
        Assert.Equal(LogEventLevel.Error, Assert.Single(log.Collected.Events).Level);

        void LeaveByException()
        {
            using var step = log.Logger.BeginStep(Name);
            throw new InvalidOperationException("On the way");
        }
    }

    [Fact]
    public async Task TheFirstOutcomeCountsAndOneEventIsWritten()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);
        var step = log.Logger.BeginStep(Name);

        step.Skip();
        step.Complete();
        step.With("Late", 1).Fail(new InvalidOperationException());
        step.Dispose();
        step.Dispose();

        var record = Assert.Single(await log.StoredAsync());
        Assert.Equal((StepStatus.Skipped, null, null), (record.StepStatus, record.Metadata, record.Error));
        Assert.Single(log.Collected.Events);
    }

    [Fact]
    public async Task OfManyThreadsThatEndItOneDoes()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);
        for (var round = 0; round < 200; round++)
        {
            var step = log.Logger.BeginStep(Name);
            Parallel.Invoke(step.Complete, step.Skip, () => step.Fail(), step.Dispose);
        }

        Assert.Equal(200, (await log.StoredAsync()).Count);
    }

    [Fact]
    public async Task ItBelongsToTheSequenceInWhichItBegan()
    {
        await using var log = new RunningLog();
        TimedStep step;
        using (log.Sequences.Resume(RunningLog.Id))
        {
            step = log.Logger.BeginStep(Name);
        }

        using (log.Sequences.Resume(SequenceId.Parse("SEQ-2025-07-00002")))
        {
            step.Complete();
        }

        Assert.Equal(RunningLog.Id, Assert.Single(await log.StoredAsync()).Sequence);
        Assert.Equal([RunningLog.Id.ToString()], log.Ids);
    }

    [Fact]
    public async Task BegunOutsideOfAnyItBelongsToTheOneWhereItEnds()
    {
        await using var log = new RunningLog();
        using var step = log.Logger.BeginStep("User_Flow_1_Start");
        using var scope = log.Sequences.Resume(RunningLog.Id);

        step.Complete();

        Assert.Equal(RunningLog.Id, Assert.Single(await log.StoredAsync()).Sequence);
    }

    [Fact]
    public async Task PropertiesThatHaveAMeaningKeepIt()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);

        log.Logger.BeginStep(Name)
            .With("Component", "pricing")
            .With("LinkComponent", "ads:ad:87")
            .With("SequenceId", "SEQ-2025-07-00009")
            .With("StepName", "Not this one") // what the event is about comes first
            .With("DurationMs", -1)
            .With("", "no name")
            .Complete();

        var records = await log.StoredAsync();
        Assert.Equal([RecordKind.Step, RecordKind.Link], records.Select(r => r.Kind));
        Assert.All(records, r => Assert.Equal("SEQ-2025-07-00009", r.Sequence.ToString()));
        Assert.Equal((Name, "pricing"), (records[0].Name, records[0].Component));
        Assert.InRange(records[0].DurationMs!.Value, 0, 60_000);
    }

    /// <summary>A clock that stands still until it is told to move, timestamps too.</summary>
    private sealed class Stopclock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
