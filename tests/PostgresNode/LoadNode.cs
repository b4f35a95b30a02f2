using System.Diagnostics;
using System.Globalization;
using SequenceLogging;
using SequenceLogging.Delivery;
using Serilog;

namespace PostgresNode;

/// <summary>
/// One node of several under a steady load: threads that begin journeys and log steps in them. It says "open", then
/// "failing UNIX_MS" and "well UNIX_MS" whenever its writer changes from one to the other, and "books …" when all is flushed.
/// </summary>
internal sealed class LoadNode(string store, string journal, int node, int threads)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    public void Run(SequenceId shared, int stepsOfThread, int stepsPerSecond, int idBlockSize)
    {
        using var log = SequenceLog.Open(o =>
        {
            o.UsePostgreSql(store);
            o.JournalPath = journal;
            o.IdBlockSize = idBlockSize;
            o.Overflow = OverflowPolicy.Block;
            o.ShutdownTimeout = TimeSpan.FromSeconds(60);
        });
        using var logger = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(log).CreateLogger();
        Console.WriteLine("open");
        var writers = Enumerable.Range(0, threads)
            .Select(t => new Thread(() => Write(log, logger, shared, t, stepsOfThread, stepsPerSecond / threads))).ToArray();
        Array.ForEach(writers, t => t.Start());
        Watch(log, Task.Run(async () =>
        {
            Array.ForEach(writers, t => t.Join());
            await log.FlushAsync(Longest);
        }));
        var books = log.Delivery;
        Console.WriteLine(FormattableString.Invariant(
            $"books {books.Emitted} {books.Stored} {books.Duplicate} {books.Rejected} {books.Dropped} {books.Pending}"));
    }

    private static void Watch(SequenceLog log, Task flushed)
    {
        var isFailing = false;
        for (var hasEnded = false; !hasEnded;)
        {
            // All that was left may be stored between two looks, and then the node is well, whatever was seen last.
            hasEnded = flushed.Wait(TimeSpan.FromMilliseconds(5));
            if ((!hasEnded && log.Health.Failure is not null) != isFailing)
            {
                isFailing = !isFailing;
                var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
                Console.WriteLine(FormattableString.Invariant($"{(isFailing ? "failing" : "well")} {now}"));
            }
        }
    }

    private void Write(SequenceLog log, ILogger logger, SequenceId shared, int thread, int steps, int perSecond)
    {
        var clock = Stopwatch.StartNew();
        for (var n = 1; n <= steps;)
        {
            using var scope = log.Begin(string.Create(CultureInfo.InvariantCulture, $"{node}/{thread}/{n}"));
            for (var i = 0; i < Mark.StepsOfJourney && n <= steps; i++, n++)
            {
                // What an outage has held up is made up for: the load comes as it would have come.
                while (n > clock.Elapsed.TotalSeconds * perSecond)
                {
                    Thread.Sleep(Beat);
                }

                Log(log, logger, shared, new Mark(node, thread, n));
            }
        }
    }

    private static void Log(SequenceLog log, ILogger logger, SequenceId shared, Mark mark)
    {
        if (mark.IsShared)
        {
            using (log.Resume(shared))
            {
                logger.Information("{StepName} {Mark}", "Shared", mark.ToInt64());
            }
        }
        else
        {
            logger.Information("{StepName} {Mark}", "Own", mark.ToInt64());
        }
    }
}
