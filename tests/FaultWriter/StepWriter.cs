using SequenceLogging;
using Serilog;

namespace FaultWriter;

/// <summary>Logs as an application with several threads does, each in a sequence of its own.</summary>
internal sealed class StepWriter(string store, Acknowledgements acknowledgements, int steps, string[] settings)
{
    public void Run(string ending)
    {
        var log = SequenceLog.Open(o =>
        {
            o.UseSqlite(store);
            o.UseJournal = !settings.Contains("no-journal");
            o.BatchDelay = settings.Contains("slow-batches") ? TimeSpan.FromSeconds(10) : o.BatchDelay;

            // A step that finds no room waits and is not dropped: what has returned is in the journal.
            o.QueueBytes = steps == int.MaxValue ? 4 << 20 : o.QueueBytes;
            o.FullWait = TimeSpan.FromSeconds(60);
            o.ShutdownTimeout = TimeSpan.FromSeconds(60);
        });
        var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
        Console.WriteLine("open");
        var threads = Enumerable.Range(0, acknowledgements.Threads)
            .Select(t => new Thread(() => Write(log, logger, t))).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());

        Console.WriteLine(FormattableString.Invariant($"written {log.Delivery.Pending}"));
        End(ending, logger, log);
    }

    private static void End(string ending, Serilog.Core.Logger logger, SequenceLog log)
    {
        switch (ending)
        {
            case "failfast":
                Environment.FailFast("The test wants it so.");
                break;
            case "throw":
                throw new InvalidOperationException("The test wants it so.");
            case "exit":
                Environment.Exit(0);
                break;
            case "dispose":
                logger.Dispose();
                log.Dispose();
                break;
            default:
                Thread.Sleep(Timeout.Infinite);
                break;
        }
    }

    private void Write(SequenceLog log, ILogger logger, int thread)
    {
        using var scope = log.Begin(thread + 1);
        acknowledgements.Begin(thread, scope.SequenceId);
        for (var step = 1; step <= steps; step++)
        {
            logger.Information("{StepName} {N}", "Counted", step);
            acknowledgements.Acknowledge(thread, step);
        }
    }
}
