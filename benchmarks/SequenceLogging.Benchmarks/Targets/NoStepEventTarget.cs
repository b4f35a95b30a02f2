using SequenceLogging.Benchmarks.Calling;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Timing;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>An event that is no step hardly notices our sink.</summary>
internal sealed class NoStepEventTarget : Target
{
    private const int EventsPerTurn = 1_000;

    public override string Id => "P3";

    public override string Question => "an event inside a scope that is no step, through our sink, against a sink that does nothing";

    public override bool CountsNanoseconds => true;

    public override Task MeasureAsync(Effort effort, Workspace workspace, Findings findings)
    {
        foreach (var properties in new[] { 1, 3, 8 })
        {
            using var benchmark = new NoStepEventBenchmark { Properties = properties };
            using var scope = benchmark.Sequences.Resume(Events.Journey.Id);
            Action[] bodies = [benchmark.NullSink, benchmark.SequencesToo, benchmark.TwoNullSinks, benchmark.ThreeLookUps, benchmark.EachName];
            var turns = new Turns([.. bodies.Select(Repeat)], EventsPerTurn)
                .WarmUp(TimeSpan.FromSeconds(effort.Choose(5, 1, 0)));
            var times = turns.Run(effort.Choose(8_000, 1_500, 1));
            var bytes = turns.Allocated();
            findings.AtMost(
                FormattableString.Invariant($"time of an event with {properties} properties, beyond the null sink's"),
                Median.OfDifferences(times[1], times[0]), 15, "+0.0 ns;-0.0 ns");
            findings.AtMost(
                FormattableString.Invariant($"garbage of an event with {properties} properties, beyond the null sink's"),
                bytes[1] - bytes[0], 0, "+0 B;-0 B;+0 B");
            findings.Note(
                $"- {properties} properties: null sink {Median.Of(times[0]):0.0} ns and {bytes[0]:0} B an event,",
                $"ours beside it {Median.Of(times[1]):0.0} ns and {bytes[1]:0} B;",
                $"a second null sink beside it {Median.OfDifferences(times[2], times[0]):+0.0;-0.0} ns,",
                $"one that looks three names up {Median.OfDifferences(times[3], times[0]):+0.0;-0.0} ns,",
                $"one that looks at each name's length {Median.OfDifferences(times[4], times[0]):+0.0;-0.0} ns.");
        }

        return Task.CompletedTask;
    }

    private static Action Repeat(Action body) => () =>
    {
        for (var i = 0; i < EventsPerTurn; i++)
        {
            body();
        }
    };
}
