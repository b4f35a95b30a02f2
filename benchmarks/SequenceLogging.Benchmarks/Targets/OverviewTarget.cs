using System.Diagnostics;
using SequenceLogging.Benchmarks.Asking;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Timing;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>Questions about everything at once, in a store with ten million steps.</summary>
internal sealed class OverviewTarget : Target
{
    private const double Milliseconds = 20;

    public override string Id => "P8";

    public override string Question => "statistics and flow graph at 10,000,000 steps";

    public override async Task MeasureAsync(Effort effort, Workspace workspace, Findings findings)
    {
        await using var store = await FilledStore.OpenAsync(workspace.Path, effort.Choose(140_000, 4_200, 140));
        await using var few = await FilledStore.OpenAsync(workspace.Path, effort.Choose(1_400, 420, 14));
        await AskAsync("statistics", async s => (await s.Log.GetSystemStatisticsAsync()).Steps.Total == s.Steps);
        await AskAsync("flow graph", async s => (await s.Log.Analysis.GetFlowAsync()).Nodes.Sum(n => n.Count) == s.Steps);

        async Task AskAsync(string what, Func<FilledStore, Task<bool>> ask)
        {
            List<double> times = [], ofFew = [];
            for (var i = 0; i < effort.Choose(500, 100, 2); i++)
            {
                times.Add(await TimeAsync(store));
                ofFew.Add(await TimeAsync(few));
            }

            findings.AtMost($"{what}, median", Median.Of(times), Milliseconds, "0.0 ms");
            findings.Note(
                $"- {what} of {store.Steps:#,0} steps: median {Median.Of(times):0.0} ms,",
                $"99 of 100 within {Median.At(times, 0.99):0.0} ms, the first {times[0]:0.0} ms;",
                $"of {few.Steps:#,0} steps median {Median.Of(ofFew):0.0} ms.");

            async Task<double> TimeAsync(FilledStore of)
            {
                var start = Stopwatch.GetTimestamp();
                var isRight = await ask(of);
                var took = Stopwatch.GetElapsedTime(start);
                Effect.IsTrue(isRight, $"{what} of {of.Steps} steps counts other steps");
                return took.TotalMilliseconds;
            }
        }
    }
}
