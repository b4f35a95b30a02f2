using SequenceLogging.Benchmarks.Calling;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Timing;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>To enter a sequence and to leave it costs half of pushing a property.</summary>
internal sealed class ScopeTarget : Target
{
    private const int ScopesPerTurn = 1_000;

    public override string Id => "P2";

    public override string Question => "to enter and leave a scope, against LogContext.PushProperty";

    public override bool CountsNanoseconds => true;

    public override Task MeasureAsync(Effort effort, Workspace workspace, Findings findings)
    {
        using var benchmark = new ScopeBenchmark();
        var turns = new Turns([Repeat(benchmark.PushProperty), Repeat(benchmark.Resume), Repeat(benchmark.SetAsyncLocal)], ScopesPerTurn)
            .WarmUp(TimeSpan.FromSeconds(effort.Choose(5, 1.5, 0)));
        var times = turns.Run(effort.Choose(20_000, 5_000, 1));
        var bytes = turns.Allocated();
        findings.AtMost("time, against PushProperty", Median.OfRatios(times[1], times[0]), 0.5, "0.00 ×");
        findings.AtMost("garbage", bytes[1], 96, "0 B");
        findings.Note(
            $"- `LogContext.PushProperty` {Median.Of(times[0]):0.0} ns and {bytes[0]:0} B,",
            $"`SequenceLog.Resume` {Median.Of(times[1]):0.0} ns and {bytes[1]:0} B.",
            $"To set an `AsyncLocal` and to set it back, and nothing else: {Median.Of(times[2]):0.0} ns and {bytes[2]:0} B,",
            $"which is {Median.OfRatios(times[2], times[0]):0.00} × `PushProperty`.");
        return Task.CompletedTask;
    }

    private static Action Repeat(Action body) => () =>
    {
        for (var i = 0; i < ScopesPerTurn; i++)
        {
            body();
        }
    };
}
