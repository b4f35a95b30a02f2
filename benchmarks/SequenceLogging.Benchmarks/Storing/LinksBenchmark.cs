using BenchmarkDotNet.Attributes;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;

namespace SequenceLogging.Benchmarks.Storing;

/// <summary>
/// How does the cost of 50,000 steps grow with what they link to? None, each tenth, every one of them, to something new.
/// </summary>
public class LinksBenchmark : StoringBenchmark
{
    /// <summary>Each so many-th step of a journey has a link; 0 for none.</summary>
    [Params(0, 10, 1)]
    public int LinkEvery { get; set; }

    public override StepLoad Load => new(50_000, sequences: 500, linkEvery: LinkEvery);

    [IterationSetup(Target = nameof(RawSqlite))]
    public void OpenRawSqlite() => Open(folder => new RawSqlitePeer(folder));

    [Benchmark(Baseline = true)]
    public Task RawSqlite() => StoreAsync();

    [IterationSetup(Target = nameof(Sequences))]
    public void OpenSequences() => Open(SequencesPeer.OnSqlite);

    [Benchmark]
    public Task Sequences() => StoreAsync();
}
