using System.Diagnostics;
using SequenceLogging;
using Serilog;

namespace StoreWriter;

/// <summary>Begins sequences and logs their steps, as an application does.</summary>
internal sealed class Writer(string store, int steps, int? idBlockSize, TextWriter output)
{
    private readonly Lock _lock = new();
    private TimeSpan _slowest;

    public async Task RunAsync(int sequences, int threads)
    {
        await using var log = SequenceLog.Open(o =>
        {
            o.UseSqlite(store);
            o.IdBlockSize = idBlockSize;
            o.IdTimeout = TimeSpan.FromMinutes(1); // many of these start at once
        });
        await using (var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger())
        {
            await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
                () => Write(log, logger, (sequences / threads) + (thread < sequences % threads ? 1 : 0)),
                TaskCreationOptions.LongRunning)));
        }

        var books = (await log.FlushAsync(TimeSpan.FromMinutes(2))).Counts;
        Say($"slowest {_slowest.TotalMilliseconds:0}");
        Say($"books {books.Emitted} {books.Stored} {books.Duplicate} {books.Rejected} {books.Dropped} {books.Pending}");
    }

    private void Write(SequenceLog log, ILogger logger, int sequences)
    {
        for (var sequence = 0; sequence < sequences; sequence++)
        {
            var start = Stopwatch.GetTimestamp();
            using var scope = log.Begin(Environment.ProcessId);
            if (sequence > 0)
            {
                // The first one waits for the compiler more than for the store.
                Note(Stopwatch.GetElapsedTime(start));
            }

            Say($"begun {scope}");
            for (var step = 1; step <= steps; step++)
            {
                logger.Information("{StepName}", $"Step {step}");
            }

            Say($"logged {scope}");
        }
    }

    private void Note(TimeSpan wait)
    {
        lock (_lock)
        {
            _slowest = wait > _slowest ? wait : _slowest;
        }
    }

    private void Say(FormattableString line)
    {
        lock (_lock)
        {
            output.WriteLine(FormattableString.Invariant(line));
        }
    }
}
