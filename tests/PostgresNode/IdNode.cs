using System.Diagnostics;
using SequenceLogging;
using SequenceLogging.Delivery;

namespace PostgresNode;

/// <summary>
/// Begins sequences as fast as it can for so many milliseconds, from several threads. It says "open", begins when it is told a
/// line, and says "begun COUNT MILLISECONDS", then "stored COUNT" when all of them are in the store.
/// </summary>
internal sealed class IdNode(string store, string journal, int threads, int idBlockSize)
{
    private static readonly TimeSpan LongestFlush = TimeSpan.FromMinutes(10);

    public async Task RunAsync(int milliseconds)
    {
        await using var log = SequenceLog.Open(o =>
        {
            o.UsePostgreSql(store);
            o.JournalPath = journal;
            o.IdBlockSize = idBlockSize;
            o.IdTimeout = TimeSpan.FromMinutes(1); // of the first block; a busy machine takes its time to connect
            o.QueueBytes = 2L << 30;
            o.QueueRecords = 100_000_000;
            o.Overflow = OverflowPolicy.Block;
        });
        Console.WriteLine("open");
        await Console.In.ReadLineAsync();
        var clock = Stopwatch.StartNew();
        var begun = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            () => Begin(log, clock, milliseconds), TaskCreationOptions.LongRunning)));
        Console.WriteLine(FormattableString.Invariant($"begun {begun.Sum()} {clock.ElapsedMilliseconds}"));
        var stored = (await log.FlushAsync(LongestFlush)).Counts.Stored;
        Console.WriteLine(FormattableString.Invariant($"stored {stored}"));
    }

    private static long Begin(SequenceLog log, Stopwatch clock, int milliseconds)
    {
        var begun = 0L;
        for (; clock.ElapsedMilliseconds < milliseconds; begun++)
        {
            using var scope = log.Begin();
            if (scope.IsPending)
            {
                throw new InvalidOperationException("A sequence began without an id.");
            }
        }

        return begun;
    }
}
