using BenchmarkDotNet.Attributes;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;

namespace SequenceLogging.Benchmarks.Storing;

/// <summary>
/// How does the cost of 100,000 steps grow with the number of journeys that are active at once?
/// </summary>
public class ActiveSequencesBenchmark : StoringBenchmark
{
    [Params(50, 500, 5_000, 50_000)]
    public int Active { get; set; }

    public override StepLoad Load => new(100_000, Active);

    [IterationSetup(Target = nameof(RawSqlite))]
    public void OpenRawSqlite() => Open(folder => new RawSqlitePeer(folder));

    [Benchmark(Baseline = true)]
    public Task RawSqlite() => StoreAsync();

    [IterationSetup(Target = nameof(Sequences))]
    public void OpenSequences() => Open(SequencesPeer.OnSqlite);

    [Benchmark]
    public Task Sequences() => StoreAsync();
}
