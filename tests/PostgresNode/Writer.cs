using SequenceLogging;
using Serilog;

namespace PostgresNode;

/// <summary>Begins sequences and logs their steps, as an application does on one of many nodes.</summary>
internal sealed class Writer(string store, string journal, int steps)
{
    private static readonly TimeSpan LongestFlush = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();

    public async Task RunAsync(int sequences, int threads)
    {
        await using var log = SequenceLog.Open(o =>
        {
            o.UsePostgreSql(store).IdBlockSize = 1; // as the contract of processes asks
            o.JournalPath = journal;
            o.IdTimeout = TimeSpan.FromMinutes(1); // many of these start at once
            o.FullWait = TimeSpan.FromSeconds(60);
            o.Overflow = SequenceLogging.Delivery.OverflowPolicy.Block;
        });
        Say($"open");
        await using (var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger())
        {
            await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
                () => Write(log, logger, (sequences / threads) + (thread < sequences % threads ? 1 : 0)),
                TaskCreationOptions.LongRunning)));
        }

        var books = (await log.FlushAsync(LongestFlush)).Counts;
        Say($"books {books.Emitted} {books.Stored} {books.Duplicate} {books.Rejected} {books.Dropped} {books.Pending}");
    }

    private void Write(SequenceLog log, ILogger logger, int sequences)
    {
        for (var sequence = 0; sequence < sequences; sequence++)
        {
            using var scope = log.Begin();
            Say($"begun {scope}");
            for (var step = 1; step <= steps; step++)
            {
                logger.Information("{StepName} {N}", "Counted", step);
            }
        }
    }

    private void Say(FormattableString line)
    {
        lock (_lock)
        {
            Console.WriteLine(FormattableString.Invariant(line));
        }
    }
}
