using Serilog;

namespace SequenceLogging.Tests.Enrichment;

public class SequenceEnricherTests
{
    [Fact]
    public async Task TheIdIsThereInsideAndNotOutside()
    {
        await using var log = new RunningLog();

        log.Logger.Information("Outside");
        using (log.Sequences.Resume(RunningLog.Id))
        {
            log.Logger.Information("Inside");
        }

        log.Logger.Information("Outside again");

        Assert.Equal([null, "SEQ-2025-07-00001", null], log.Ids);
    }

    [Fact]
    public async Task AnEventsOwnPropertyWins()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);

        log.Logger.Information("Resumed {SequenceId}", "SEQ-2024-01-00007");
        log.Logger.ForContext("SequenceId", "SEQ-2024-01-00008").Information("{StepName}", "From a message queue");

        Assert.Equal(["SEQ-2024-01-00007", "SEQ-2024-01-00008"], log.Ids);
        Assert.Equal("SEQ-2024-01-00008", Assert.Single(await log.StoredAsync()).Sequence.ToString());
    }

    [Fact]
    public async Task TheIdIsOnEveryEventOfEveryLoggerBehindTheSamePipeline()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);

        log.Logger.ForContext<SequenceEnricherTests>().Debug("A step? No: {Count}", 3);
        log.Logger.ForContext("UserName", "ann").Fatal(new InvalidOperationException(), "Anything");

        Assert.Equal([RunningLog.Id.ToString(), RunningLog.Id.ToString()], log.Ids);
    }

    [Fact]
    public void TheVerbsAskForWhatTheyNeed()
    {
        var configuration = new LoggerConfiguration();

        Assert.Throws<ArgumentNullException>(() => configuration.WriteTo.Sequences(null!));
        Assert.Throws<ArgumentNullException>(() => LoggerConfigurationSequenceExtensions.WithSequence(null!));
    }
}
