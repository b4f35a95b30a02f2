using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Peers;
using SequenceLogging.Benchmarks.Timing;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// Several threads that log together store as many steps a second as one. How much the machine differs from itself is known
/// from one thread that takes its turn twice in each round.
/// </summary>
internal sealed class ThreadsTarget : Target
{
    public override string Id => "P13";

    public override string Question => "2, 4 and 8 emitting threads against one, total throughput until durable";

    public override async Task MeasureAsync(Effort effort, Workspace workspace, Findings findings)
    {
        var load = effort.Load(500_000, 100_000, 2_000);
        var race = new Race(workspace);
        var one = Add(1);
        var again = Add(1);
        var others = new[] { 2, 4, 8 }.Select(threads => (Threads: threads, Entrant: Add(threads))).ToArray();
        await race.RunAsync(effort.Choose(7, 2, 1));

        var noise = Median.Of(one.Rates.Zip(again.Rates, (a, b) => Math.Abs(1 - (b / a))));
        foreach (var (threads, entrant) in others)
        {
            findings.AtLeast(
                FormattableString.Invariant($"{threads} threads against one (one against itself differs by {noise * 100:0} %)"),
                entrant.Against(one), 1 - noise, "0.00 ×");
        }

        findings.Note(
            $"{load.Steps:#,0} steps, {one.Rates.Count} rounds in turns on {Environment.ProcessorCount} cores.",
            $"One thread {one.Rate:#,0} steps/s, and again {again.Rate:#,0} ({again.Against(one):0.00} ×);",
            $"{string.Join("; ", others.Select(o => FormattableString.Invariant($"{o.Threads} threads {o.Entrant.Rate:#,0} ({o.Entrant.Against(one):0.00} ×)")))}.");

        Race.Entrant Add(int threads) => race.Add(
            folder => SequencesPeer.OnSqlite(folder),
            load,
            peer => ((SequencesPeer)peer).StoreAsync(load, threads),
            (peer, _) => AnsweredSteps.AssertAsync((SequencesPeer)peer, load));
    }
}
