using SequenceLogging.Benchmarks.Calling;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Timing;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>An event inside a sequence costs what it costs with a constant.</summary>
internal sealed class EnrichedEventTarget : Target
{
    private const int EventsPerTurn = 1_000;

    public override string Id => "P1";

    public override string Question => "an event inside a scope, with our enricher, against a constant added by Enrich.WithProperty";

    public override bool CountsNanoseconds => true;

    public override Task MeasureAsync(Effort effort, Workspace workspace, Findings findings)
    {
        foreach (var properties in new[] { 1, 3, 8 })
        {
            using var benchmark = new EnrichedEventBenchmark { Properties = properties };
            var turns = new Turns([benchmark.WithProperty, benchmark.WithSequence, benchmark.PushProperty, benchmark.Nothing], EventsPerTurn)
                .WarmUp(TimeSpan.FromSeconds(effort.Choose(5, 1.5, 0)));
            var times = turns.Run(effort.Choose(8_000, 1_500, 1));
            var bytes = turns.Allocated();
            findings.AtMost(What("time"), Median.OfDifferences(times[1], times[0]), 10, "+0.0 ns;-0.0 ns");
            findings.AtMost(What("garbage"), bytes[1] - bytes[0], 0, "+0 B;-0 B;+0 B");
            findings.Note(
                $"- {properties} properties: `Enrich.WithProperty` {Median.Of(times[0]):0.0} ns and {bytes[0]:0} B an event,",
                $"`Enrich.WithSequence` {Median.OfDifferences(times[1], times[0]):+0.0;-0.0} ns and {bytes[1] - bytes[0]:+0;-0;0} B,",
                $"`LogContext.PushProperty` {Median.OfDifferences(times[2], times[0]):+0.0;-0.0} ns (pushed once for {EventsPerTurn:#,0} events),",
                $"nothing {Median.OfDifferences(times[3], times[0]):+0.0;-0.0} ns.");

            string What(string of) => FormattableString.Invariant($"{of} of an event with {properties} properties, beyond the constant's");
        }

        return Task.CompletedTask;
    }
}
