using BenchmarkDotNet.Attributes;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;

namespace SequenceLogging.Benchmarks.Storing;

/// <summary>
/// How long until steps are kept, here and by what people would use instead? What "kept" means differs: see
/// <see cref="Peer.Durability"/> of each.
/// </summary>
public class StoredStepsBenchmark : StoringBenchmark
{
    [Params(10_000, 100_000)]
    public int Steps { get; set; }

    public override StepLoad Load => new(Steps);

    [IterationSetup(Target = nameof(RawSqlite))]
    public void OpenRawSqlite() => Open(folder => new RawSqlitePeer(folder));

    [Benchmark(Baseline = true)]
    public Task RawSqlite() => StoreAsync();

    [IterationSetup(Target = nameof(Sequences))]
    public void OpenSequences() => Open(SequencesPeer.OnSqlite);

    [Benchmark]
    public Task Sequences() => StoreAsync();

    [IterationSetup(Target = nameof(AdoSqlite))]
    public void OpenAdoSqlite() => Open(folder => new AdoSqlitePeer(folder));

    [Benchmark]
    public Task AdoSqlite() => StoreAsync();

    [IterationSetup(Target = nameof(ConventionalSqlite))]
    public void OpenConventionalSqlite() => Open(ConventionalSqlitePeer.AsSqliteComes);

    [Benchmark]
    public Task ConventionalSqlite() => StoreAsync();

    [IterationSetup(Target = nameof(ConventionalSqliteWithWal))]
    public void OpenConventionalSqliteWithWal() => Open(ConventionalSqlitePeer.WithWriteAheadLog);

    [Benchmark]
    public Task ConventionalSqliteWithWal() => StoreAsync();

    [IterationSetup(Target = nameof(SerilogFileBuffered))]
    public void OpenSerilogFileBuffered() => Open(folder => new SerilogFilePeer(folder, FileWriting.Buffered));

    [Benchmark]
    public Task SerilogFileBuffered() => StoreAsync();

    [IterationSetup(Target = nameof(SerilogFileUnbuffered))]
    public void OpenSerilogFileUnbuffered() => Open(folder => new SerilogFilePeer(folder, FileWriting.Unbuffered));

    [Benchmark]
    public Task SerilogFileUnbuffered() => StoreAsync();

    [IterationSetup(Target = nameof(SerilogFileAsynchronous))]
    public void OpenSerilogFileAsynchronous() => Open(folder => new SerilogFilePeer(folder, FileWriting.Asynchronous));

    [Benchmark]
    public Task SerilogFileAsynchronous() => StoreAsync();

    [IterationSetup(Target = nameof(NLogFile))]
    public void OpenNLogFile() => Open(folder => new NLogFilePeer(folder));

    [Benchmark]
    public Task NLogFile() => StoreAsync();
}
