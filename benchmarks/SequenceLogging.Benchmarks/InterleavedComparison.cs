using System.Diagnostics;

namespace SequenceLogging.Benchmarks;

/// <summary>
/// The enriched event again, for machines that are never quiet. Benchmarks that run one behind the other there compare the
/// moods of the machine; here the bodies take turns of a fraction of a millisecond, so each mood meets all of them, and
/// the difference is taken between neighbours. Run it with <c>DOTNET_TieredPGO=0</c>: a profile of all bodies mixed would
/// favour whichever of them the compiler happened to see most.
/// </summary>
internal static class InterleavedComparison
{
    private const int EventsPerTurn = 1_000;
    private const int Rounds = 8_000;
    private const int Baseline = 1;

    public static void Print(TextWriter output)
    {
        output.WriteLine("| Method       | Properties | 5 %, ns | 25 %, ns | Median, ns | Median of the difference, ns |");
        output.WriteLine("|------------- |-----------:|--------:|---------:|-----------:|-----------------------------:|");
        foreach (var properties in new[] { 1, 3, 8 })
        {
            using var benchmark = new EnrichedEventBenchmark { Properties = properties };
            Action[] bodies = [benchmark.Nothing, benchmark.WithProperty, benchmark.WithSequence, benchmark.PushProperty];
            WarmUp(bodies);
            var samples = Measure(bodies);
            for (var i = 0; i < bodies.Length; i++)
            {
                var differences = samples[i].Zip(samples[Baseline], (sample, baseline) => sample - baseline).ToArray();
                output.WriteLine(FormattableString.Invariant(
                    $"| {bodies[i].Method.Name,-12} | {properties,10} | {At(samples[i], 0.05),7:F1} | {At(samples[i], 0.25),8:F1} | {At(samples[i], 0.5),10:F1} | {At(differences, 0.5),28:+0.0;-0.0;0.0} |"));
            }
        }
    }

    private static void WarmUp(Action[] bodies)
    {
        // Long enough for the compiler's second look at the code, which a busy machine makes late.
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(5);)
        {
            Array.ForEach(bodies, body => body());
        }
    }

    private static double[][] Measure(Action[] bodies)
    {
        var samples = bodies.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var turn = 0; turn < bodies.Length; turn++)
            {
                var body = (turn + round) % bodies.Length; // who goes first changes, too
                var start = Stopwatch.GetTimestamp();
                bodies[body]();
                samples[body][round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / EventsPerTurn;
            }
        }

        return samples;
    }

    private static double At(double[] values, double share) => values.Order().ElementAt((int)(share * values.Length));
}
