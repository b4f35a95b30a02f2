using System.Diagnostics;
using Serilog;

namespace SequenceLogging.Faults.Tests;

/// <summary>Another process holds the write lock of the store, and is killed.</summary>
public class HeldLockTests
{
    private const int Threads = 4;

    /// <summary>What is promised is 1 ms on a quiet machine; this is for one that does other things, too.</summary>
    private static readonly TimeSpan MostAtP999 = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task LogCallsDoNotWaitForItAndAllIsStoredAfterwards()
    {
        var held = TimeSpan.FromSeconds(Lane.Pick(5, 30));
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        var latencies = new List<double>();
        TimeSpan drained;
        await using (var log = SequenceLog.Open(o =>
        {
            o.UseSqlite(store.Path);
            o.AuditTimeout = 4 * MostAtP999;
        }))
        {
            await using var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
            await using var auditing = new LoggerConfiguration().AuditTo.Sequences(log).CreateLogger();
            var audited = log.Begin(0).SequenceId;
            var sequences = Enumerable.Range(0, Threads).Select(t => log.Begin(t + 1).SequenceId).ToArray();
            using (var holder = Child.Start("hold", store.Path))
            {
                await holder.SaysAsync("held");
                var until = Stopwatch.StartNew();
                var threads = sequences.Select(s => new Thread(() =>
                {
                    var own = Write(log, logger, s, until, held);
                    lock (latencies)
                    {
                        latencies.AddRange(own);
                    }
                })).ToArray();
                Array.ForEach(threads, t => t.Start());
                Array.ForEach(threads, t => t.Join());

                // The same clock sees a call that does wait for the store.
                var wait = Stopwatch.StartNew();
                Assert.Throws<AggregateException>(() => auditing.Information("{StepName} {SequenceId}", "Audited", audited));
                Assert.True(wait.Elapsed > MostAtP999, $"An audited call waited for {wait.Elapsed} only.");
                Assert.Equal(0, store.Count("SELECT count(*) FROM steps"));
            }

            var drain = Stopwatch.StartNew();
            Assert.True((await log.FlushAsync(TimeSpan.FromSeconds(60))).IsComplete);
            drained = drain.Elapsed;
            StoreFile.MustBalance(log.Delivery);
            Assert.Equal((latencies.Count + 1, 0), (log.Delivery.Stored, log.Delivery.Dropped));
            foreach (var sequence in sequences)
            {
                var numbers = store.NumbersOf(sequence.ToInt64()).ToArray();
                Assert.Equal(Enumerable.Range(1, numbers.Length).Select(n => (long)n), numbers);
            }
        }

        store.MustBeWhole();
        store.MustHaveNoJournalLeft();
        latencies.Sort();
        var (p50, p999) = (latencies[latencies.Count / 2], latencies[(int)(latencies.Count * 0.999)]);
        Lane.Note(
            $"write lock held for {held.TotalSeconds:0} s: {latencies.Count} log calls, p50 {p50:0.000} ms, "
            + $"p99.9 {p999:0.000} ms, longest {latencies[^1]:0.0} ms; all stored {drained.TotalSeconds:0.0} s after");
        Assert.InRange(p999, 0, MostAtP999.TotalMilliseconds);
    }

    private static List<double> Write(SequenceLog log, ILogger logger, SequenceId sequence, Stopwatch clock, TimeSpan duration)
    {
        using var scope = log.Resume(sequence);
        var latencies = new List<double>();
        for (var n = 1; clock.Elapsed < duration; n++)
        {
            var start = Stopwatch.GetTimestamp();
            logger.Information("{StepName} {N}", "Counted", n);
            latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Thread.Sleep(1);
        }

        return latencies;
    }
}
