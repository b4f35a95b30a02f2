using SequenceLogging.Sqlite.Tests.Prompt;
using Serilog;

namespace SequenceLogging.Sqlite.Tests.Writing;

public class FailedStatementTests
{
    [Fact]
    public async Task AStatementThatFailedOnceTakesTheNextRecordsAsEver()
    {
        using var folder = new TempFolder();
        var store = folder.File("sequences.db");
        await using var log = SequenceLog.Open(o => o.UseSqlite(store));
        await using var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
        using var scope = log.Begin(1);
        using (var prompt = new SqlPrompt(store))
        {
            prompt.Execute(
                """
                CREATE TRIGGER picky BEFORE INSERT ON steps WHEN new.message = 'Refused'
                BEGIN SELECT RAISE(ABORT, 'It is refused.'); END
                """);
        }

        foreach (var name in new[] { "One", "Refused", "Two", "Three" })
        {
            logger.Information("{StepName:l}", name);
        }

        Assert.True((await log.FlushAsync(TimeSpan.FromSeconds(30))).IsComplete);
        logger.Information("{StepName:l}", "Four");
        Assert.True((await log.FlushAsync(TimeSpan.FromSeconds(30))).IsComplete);

        Assert.Equal((4, 1), (log.Delivery.Stored, log.Delivery.Rejected));
        var details = await log.GetSequenceDetailsAsync(scope.SequenceId);
        Assert.Equal(["One", "Two", "Three", "Four"], details!.Steps.Select(s => s.StepName.Value));
        Assert.Contains("It is refused.", Assert.Single(await log.Store.Reader.ReadRejectedAsync()).Error, StringComparison.Ordinal);
    }
}
