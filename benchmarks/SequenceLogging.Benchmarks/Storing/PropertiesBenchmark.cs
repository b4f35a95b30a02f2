using BenchmarkDotNet.Attributes;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;

namespace SequenceLogging.Benchmarks.Storing;

/// <summary>
/// How does the cost of 50,000 steps grow with their properties?
/// </summary>
public class PropertiesBenchmark : StoringBenchmark
{
    [Params(1, 3, 8, 20)]
    public int Properties { get; set; }

    public override StepLoad Load => new(50_000, properties: Properties);

    [IterationSetup(Target = nameof(RawSqlite))]
    public void OpenRawSqlite() => Open(folder => new RawSqlitePeer(folder));

    [Benchmark(Baseline = true)]
    public Task RawSqlite() => StoreAsync();

    [IterationSetup(Target = nameof(Sequences))]
    public void OpenSequences() => Open(SequencesPeer.OnSqlite);

    [Benchmark]
    public Task Sequences() => StoreAsync();
}
