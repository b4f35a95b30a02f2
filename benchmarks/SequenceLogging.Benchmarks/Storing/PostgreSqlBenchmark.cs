using BenchmarkDotNet.Attributes;
using PostgresServer;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;

namespace SequenceLogging.Benchmarks.Storing;

/// <summary>
/// How long until steps are kept in PostgreSQL, here and by COPY of the same rows? It needs PostgreSQL's programs on the
/// machine, or a server that <c>SEQLOG_POSTGRES</c> names.
/// </summary>
public class PostgreSqlBenchmark : StoringBenchmark
{
    [Params(10_000, 100_000)]
    public int Steps { get; set; }

    public override StepLoad Load => new(Steps);

    [IterationSetup(Target = nameof(Copy))]
    public void OpenCopy() => Open(_ => CopyPeer.AtOnce(SharedServer.Server.NewStore()));

    [Benchmark(Baseline = true)]
    public Task Copy() => StoreAsync();

    [IterationSetup(Target = nameof(CopyIntoOurSteps))]
    public void OpenCopyIntoOurSteps() => Open(_ => CopyPeer.IntoOurs(SharedServer.Server.NewStore()));

    [Benchmark]
    public Task CopyIntoOurSteps() => StoreAsync();

    [IterationSetup(Target = nameof(Sequences))]
    public void OpenSequences() => Open(folder => SequencesPeer.OnPostgreSql(folder, SharedServer.Server.NewStore()));

    [Benchmark]
    public Task Sequences() => StoreAsync();
}
