using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using SequenceLogging;
using SequenceLogging.Sqlite;
using Serilog;

namespace FaultWriter;

/// <summary>
/// Begins sequences and audits steps and links from several threads, and opens and closes its store now and then. Each
/// durable point is acknowledged with a system call of its own on standard output: <c>ack MARK</c>, <c>ack SEQ-…</c>.
/// </summary>
internal sealed class AuditedWriter(string store, int threads, int events, int sessions, string[] settings) : IDisposable
{
    private const int EventsOfSequence = 10;

    private readonly FileStream _output = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    public void Run()
    {
        SqliteStore.Synchronous = settings.Contains("sync-off") ? "OFF" : settings.Contains("sync-normal") ? "NORMAL" : "FULL";
        for (var session = 1; session <= sessions; session++)
        {
            using var log = SequenceLog.Open(o =>
            {
                o.UseSqlite(store);
                o.AuditTimeout = TimeSpan.FromMinutes(5);
            });
            using var logger = new LoggerConfiguration().AuditTo.Sequences(log).CreateLogger();
            var workers = Enumerable.Range(0, threads)
                .Select(t => new Thread(() => Write(log, logger, session, t))).ToArray();
            Array.ForEach(workers, w => w.Start());
            Array.ForEach(workers, w => w.Join());
        }

        Console.WriteLine("done");
    }

    public void Dispose() => _output.Dispose();

    private void Write(SequenceLog log, ILogger logger, int session, int thread)
    {
        var filling = settings.Contains("large") ? new string('x', 100_000) : "";
        for (var n = 1; n <= events;)
        {
            using var scope = log.Begin(thread + 1);
            Acknowledge(scope.SequenceId.ToString());
            for (var i = 0; i < EventsOfSequence && n <= events; i++, n++)
            {
                var mark = new SoakMark(session, thread, n).ToInt64();
                if (i % 5 == 3)
                {
                    logger.Information("{LinkComponent}", string.Create(CultureInfo.InvariantCulture, $"cut:mark:{mark}"));
                }
                else
                {
                    logger.Information("{StepName} {Mark} {Filling}", "Audited", mark, filling);
                }

                Acknowledge(mark.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private void Acknowledge(string what) => _output.Write(Encoding.ASCII.GetBytes($"ack {what}\n"));
}
