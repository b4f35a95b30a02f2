using System.Diagnostics;
using SequenceLogging;
using SequenceLogging.Context;
using SequenceLogging.Storage;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace FaultWriter;

/// <summary>
/// Logs at a steady rate for a long time, as a service does: sequences begin, take steps and links, and are completed. The
/// last thread's events are audited. Now and then it says what it weighs and how its books stand.
/// </summary>
internal sealed class SoakWriter(string store, Acknowledgements acknowledgements, int run, int eventsPerSecond, string[] settings)
{
    private const int EventsOfSequence = 100;
    private const int AuditsPerSecond = 5;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _refused;

    public void Run(TimeSpan duration, TimeSpan sampleEvery)
    {
        using var log = SequenceLog.Open(o =>
        {
            o.UseSqlite(store);

            // A commit is some 10 ms of work, and the machine has other things to do.
            o.BatchDelay = TimeSpan.FromMilliseconds(250);
            o.FullWait = TimeSpan.FromSeconds(60);
            o.ShutdownTimeout = TimeSpan.FromSeconds(60);
        });
        using var logger = Configure(settings).WriteTo.Sequences(log).CreateLogger();
        using var audit = new LoggerConfiguration().AuditTo.Sequences(log).CreateLogger();
        Console.WriteLine("open");
        var writing = acknowledgements.Threads - 1;
        var threads = Enumerable.Range(0, writing)
            .Select(t => new Thread(() => Write(log, logger, t, eventsPerSecond / writing, duration)))
            .Append(new Thread(() => Write(log, audit, writing, AuditsPerSecond, duration)))
            .ToArray();
        Array.ForEach(threads, t => t.Start());
        for (; _clock.Elapsed < duration; Thread.Sleep(sampleEvery))
        {
            Say("sample", log);
        }

        Array.ForEach(threads, t => t.Join());
        log.FlushAsync(TimeSpan.FromSeconds(60)).AsTask().Wait();
        Say("end", log);
    }

    private static LoggerConfiguration Configure(string[] settings) => settings.Contains("leak")
        ? new LoggerConfiguration().WriteTo.Sink(new Hoard())
        : new LoggerConfiguration();

    private void Say(string word, SequenceLog log)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var heap = GC.GetTotalMemory(forceFullCollection: false);
        var books = log.Delivery;
        Console.WriteLine(FormattableString.Invariant(
            $"{word} {_clock.Elapsed.TotalSeconds:0.000} {heap} {Environment.WorkingSet} {_refused} {books.Emitted} {books.Stored} {books.Duplicate} {books.Rejected} {books.Dropped} {books.Pending}"));
    }

    private void Write(SequenceLog log, ILogger logger, int thread, int perSecond, TimeSpan duration)
    {
        for (var n = 0L; _clock.Elapsed < duration;)
        {
            if (TryBegin(log, thread) is not { } scope)
            {
                continue;
            }

            using (scope)
            {
                // What a pause has held up is not made up for: the rate is the most, not the average.
                var (burst, pause) = perSecond * Beat >= TimeSpan.FromSeconds(1)
                    ? ((int)(perSecond * Beat.TotalSeconds), Beat)
                    : (1, TimeSpan.FromSeconds(1.0 / perSecond));
                for (var i = 1; i <= EventsOfSequence && _clock.Elapsed < duration; i++)
                {
                    Log(logger, i, new SoakMark(run, thread, ++n).ToInt64());
                    acknowledgements.Acknowledge(thread, n);
                    if (i % burst == 0)
                    {
                        Thread.Sleep(pause);
                    }
                }
            }
        }
    }

    private SequenceScope? TryBegin(SequenceLog log, int thread)
    {
        try
        {
            return log.Begin(thread + 1);
        }
        catch (SequenceStoreException)
        {
            Interlocked.Increment(ref _refused);
            return null;
        }
    }

    private void Log(ILogger logger, int i, long mark)
    {
        try
        {
            switch (i)
            {
                case EventsOfSequence:
                    logger.Information("{SequenceStatus} {Mark}", "completed", mark);
                    break;
                case var _ when i % 10 == 5:
                    logger.Information("{LinkComponent}", FormattableString.Invariant($"soak:mark:{mark}"));
                    break;
                case var _ when i % 50 == 7:
                    logger.Error(new InvalidOperationException("The test wants it so."), "{StepName} {Mark}", "Failed", mark);
                    break;
                default:
                    logger.Information("{StepName} {Mark}", "Counted", mark);
                    break;
            }
        }
        catch (AggregateException)
        {
            // An audit that took too long: what it threw for is in the journal, and stored later.
            Interlocked.Increment(ref _refused);
        }
    }

    /// <summary>What a leak looks like.</summary>
    private sealed class Hoard : ILogEventSink
    {
        private readonly List<LogEvent> _events = [];

        public void Emit(LogEvent logEvent)
        {
            lock (_events)
            {
                _events.Add(logEvent);
            }
        }
    }
}
