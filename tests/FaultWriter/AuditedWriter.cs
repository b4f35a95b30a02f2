using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using SequenceLogging;
using SequenceLogging.Sqlite.Opening;
using SequenceLogging.Storage;
using Serilog;

namespace FaultWriter;

/// <summary>
/// Begins sequences and audits steps and links from several threads, and opens and closes its store now and then. Each
/// durable point is acknowledged with a system call of its own on standard output: <c>ack MARK</c>, <c>ack SEQ-…</c>. What
/// is refused with an exception is not.
/// </summary>
internal sealed class AuditedWriter(string store, int threads, int events, int sessions, string[] settings) : IDisposable
{
    private const int EventsOfSequence = 10;
    private const int MostTries = 20;

    private readonly FileStream _output = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    private readonly string _filling = settings.Contains("large") ? new string('x', 100_000) : "";
    private int _refused;

    public void Run()
    {
        StoreOpening.Synchronous = settings.Contains("sync-off") ? "OFF" : settings.Contains("sync-normal") ? "NORMAL" : "FULL";
        for (var session = 1; session <= sessions; session++)
        {
            using var log = SequenceLog.Open(o =>
            {
                o.UseSqlite(store);
                o.IdBlockSize = 1; // an id that is acknowledged is in the store
                o.UseJournal = !settings.Contains("no-journal");
                o.AuditTimeout = settings.Contains("impatient") ? TimeSpan.FromMilliseconds(300) : TimeSpan.FromMinutes(5);
                o.ShutdownTimeout = settings.Contains("impatient") ? TimeSpan.FromSeconds(1) : o.ShutdownTimeout;
            });
            using var logger = new LoggerConfiguration().AuditTo.Sequences(log).CreateLogger();
            var workers = Enumerable.Range(0, threads)
                .Select(t => new Thread(() => Write(log, logger, session, t))).ToArray();
            Array.ForEach(workers, w => w.Start());
            Array.ForEach(workers, w => w.Join());
            log.FlushAsync(TimeSpan.FromSeconds(settings.Contains("impatient") ? 1 : 60)).AsTask().Wait();
            var books = log.Delivery;
            Console.WriteLine(FormattableString.Invariant(
                $"books {books.Emitted} {books.Stored} {books.Duplicate} {books.Rejected} {books.Dropped} {books.Pending} {_refused}"));
        }

        Console.WriteLine("done");
    }

    public void Dispose() => _output.Dispose();

    private void Write(SequenceLog log, ILogger logger, int session, int thread)
    {
        for (var (n, tries) = (1, 0); n <= events && tries < MostTries;)
        {
            if (!TryTo(() => log.Begin(thread + 1), out var scope))
            {
                tries++;
                continue;
            }

            using (scope)
            {
                // Without an id the store could not be asked; its first event brings one.
                if (!scope.SequenceId.IsDefault)
                {
                    Acknowledge(scope.SequenceId.ToString());
                }

                for (var i = 0; i < EventsOfSequence && n <= events; i++, n++)
                {
                    Audit(logger, i, new SoakMark(session, thread, n).ToInt64());
                }
            }
        }
    }

    private void Audit(ILogger logger, int i, long mark)
    {
        var isStored = TryTo<object?>(
            () =>
            {
                if (i % 5 == 3)
                {
                    logger.Information("{LinkComponent}", string.Create(CultureInfo.InvariantCulture, $"cut:mark:{mark}"));
                }
                else
                {
                    logger.Information("{StepName} {Mark} {Filling}", "Audited", mark, _filling);
                }

                return null;
            },
            out _);
        if (isStored || settings.Contains("ack-anyway"))
        {
            Acknowledge(mark.ToString(CultureInfo.InvariantCulture));
        }
    }

    private bool TryTo<T>(Func<T> act, [MaybeNullWhen(false)] out T result)
    {
        try
        {
            result = act();
            return true;
        }
        catch (Exception e) when (e is SequenceStoreException or AggregateException)
        {
            Interlocked.Increment(ref _refused);
            result = default;
            return false;
        }
    }

    private void Acknowledge(string what) => _output.Write(Encoding.ASCII.GetBytes($"ack {what}\n"));
}
