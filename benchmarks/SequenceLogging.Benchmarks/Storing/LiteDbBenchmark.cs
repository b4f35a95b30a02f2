#if LITEDB
using BenchmarkDotNet.Attributes;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;

namespace SequenceLogging.Benchmarks.Storing;

/// <summary>How long until steps are kept in LiteDB, here and by bulk inserts of the same values?</summary>
public class LiteDbBenchmark : StoringBenchmark
{
    [Params(1_000, 10_000)]
    public int Steps { get; set; }

    public override StepLoad Load => new(Steps, sequences: 500);

    [IterationSetup(Target = nameof(BulkInserts))]
    public void OpenBulkInserts() => Open(folder => new LiteDbPeer(folder));

    [Benchmark(Baseline = true)]
    public Task BulkInserts() => StoreAsync();

    [IterationSetup(Target = nameof(Sequences))]
    public void OpenSequences() => Open(SequencesPeer.OnLiteDb);

    [Benchmark]
    public Task Sequences() => StoreAsync();
}
#endif
