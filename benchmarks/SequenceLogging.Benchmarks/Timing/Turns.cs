using System.Diagnostics;

namespace SequenceLogging.Benchmarks.Timing;

/// <summary>
/// Bodies that take turns of a fraction of a millisecond. Benchmarks that run one behind the other compare the moods of a
/// machine that is never quiet; here each mood meets all of them.
/// </summary>
/// <param name="bodies">What is compared; each does its work <paramref name="operations"/> times.</param>
/// <param name="operations">How often one turn does it.</param>
/// <param name="between">What is done behind each turn, outside of the time.</param>
internal sealed class Turns(Action[] bodies, int operations, Action? between = null)
{
    /// <summary>Runs all bodies until the compiler has had its second look at them, which a busy machine makes late.</summary>
    public Turns WarmUp(TimeSpan time)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
        {
            Array.ForEach(bodies, body =>
            {
                body();
                between?.Invoke();
            });
        }

        return this;
    }

    /// <summary>What one operation takes in each round, in nanoseconds.</summary>
    /// <returns>For each body, a number a round.</returns>
    public double[][] Run(int rounds)
    {
        var samples = bodies.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < bodies.Length; turn++)
            {
                var body = (turn + round) % bodies.Length; // who goes first changes, too
                var start = Stopwatch.GetTimestamp();
                bodies[body]();
                samples[body][round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations;
                between?.Invoke();
            }
        }

        return samples;
    }

    /// <summary>What one operation allocates on the calling thread, in bytes, for each body.</summary>
    public double[] Allocated(int rounds = 20) => [.. bodies.Select(body =>
    {
        var bytes = 0L;
        for (var round = 0; round < rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            body();
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            between?.Invoke();
        }

        return (double)bytes / rounds / operations;
    })];
}
