using System.Diagnostics;
using SequenceLogging;
using Serilog;
using Serilog.Debugging;

namespace FaultWriter;

/// <summary>
/// Logs long steps on a small disk of its own (a tmpfs), until it is told to stop. It makes the disk larger when it is told
/// "more": nobody outside of its mount namespace can. In the end it copies what is on the disk to where others see it.
/// </summary>
internal sealed class FillingWriter(string disk, int threads, int stepsPerSecond, long queueBytes)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);
    private static readonly string Filling = new('x', 500);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private volatile bool _isOver;
    private long _longestCall;
    private int _thrown;
    private int _reported;

    public void Run(string copyTo)
    {
        SelfLog.Enable(report => _reported += report.Contains("cannot grow", StringComparison.Ordinal) ? 1 : 0);
        using (var log = SequenceLog.Open(o =>
        {
            o.UseSqlite(Path.Combine(disk, "sequences.db"));
            o.QueueBytes = queueBytes;
            o.FullWait = TimeSpan.FromMilliseconds(100);
        }))
        {
            using var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
            var workers = Enumerable.Range(0, threads).Select(t => new Thread(() => Write(log, logger, t)))
                .Append(new Thread(() => SaySamples(log))).ToArray();
            Array.ForEach(workers, w => w.Start());
            Obey();
            Array.ForEach(workers, w => w.Join());
            log.FlushAsync(TimeSpan.FromSeconds(30)).AsTask().Wait();
            Say("end", log);
        }

        using var copy = Process.Start("cp", ["-a", disk + "/.", copyTo]);
        copy.WaitForExit();
        Console.WriteLine("copied");
    }

    private void Obey()
    {
        while (Console.ReadLine() is { } word && word != "stop")
        {
            using var mount = Process.Start("mount", ["-o", "remount,size=512m", disk]);
            mount.WaitForExit();
            Console.WriteLine(FormattableString.Invariant($"room {_clock.Elapsed.TotalSeconds:0.000}"));
        }

        _isOver = true;
    }

    private void Write(SequenceLog log, ILogger logger, int thread)
    {
        using var scope = log.Begin(thread + 1);
        for (var n = 1L; !_isOver;)
        {
            for (var i = 0; i < (int)(stepsPerSecond * Beat.TotalSeconds / threads); i++, n++)
            {
                var start = Stopwatch.GetTimestamp();
                try
                {
                    logger.Information("{StepName} {Mark} {Filling}", "Filled", new SoakMark(1, thread, n).ToInt64(), Filling);
                }
                catch (Exception)
                {
                    Interlocked.Increment(ref _thrown);
                }

                _longestCall = Math.Max(_longestCall, Stopwatch.GetTimestamp() - start);
            }

            Thread.Sleep(Beat);
        }
    }

    private void SaySamples(SequenceLog log)
    {
        for (; !_isOver; Thread.Sleep(Beat))
        {
            Say("sample", log);
        }
    }

    private void Say(string word, SequenceLog log)
    {
        var books = log.Delivery;
        Console.WriteLine(FormattableString.Invariant(
            $"{word} {_clock.Elapsed.TotalSeconds:0.000} {books.Emitted} {books.Stored} {books.Duplicate} {books.Rejected} {books.Dropped} {books.Pending} {_thrown} {_reported} {Stopwatch.GetElapsedTime(0, _longestCall).TotalMilliseconds:0.0}"));
    }
}
