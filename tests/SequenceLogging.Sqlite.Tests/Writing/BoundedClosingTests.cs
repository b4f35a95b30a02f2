using System.Diagnostics;
using SequenceLogging.Sqlite.Native;
using Serilog;

namespace SequenceLogging.Sqlite.Tests.Writing;

public class BoundedClosingTests
{
    [Fact]
    public async Task ClosingDoesNotWaitForAProgramThatHoldsTheFileAndTakesNoTurns()
    {
        using var folder = new TempFolder();
        var store = folder.File("sequences.db");
        var log = SequenceLog.Open(o =>
        {
            o.UseSqlite(store);
            o.ShutdownTimeout = TimeSpan.FromSeconds(1);
        });
        await using var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
        using var scope = log.Begin(1);
        using var other = Database.OpenWriter(store, TimeSpan.FromSeconds(1));
        other.Execute("BEGIN IMMEDIATE");
        logger.Information("{StepName}", "Waits");
        var clock = Stopwatch.StartNew();

        await log.DisposeAsync();

        // SQLite itself would wait for 30 s.
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
        Assert.Equal(1, log.Delivery.Pending);
        other.Execute("ROLLBACK");
    }
}
