using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace SequenceLogging.Benchmarks.Asking;

/// <summary>Questions to a store with a year of traffic in it, of several sizes.</summary>
[SimpleJob(RunStrategy.Throughput, launchCount: 1, warmupCount: 3, iterationCount: 10)]
public abstract class AskingBenchmark : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seqlog-benchmark-").FullName;

    /// <summary>A year has 72 times as many steps: ten thousand, a hundred thousand, a million.</summary>
    [Params(140, 1_400, 14_000)]
    public int SequencesAMonth { get; set; }

    protected FilledStore Store { get; private set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        Store = FilledStore.OpenAsync(_folder, SequencesAMonth).GetAwaiter().GetResult();
        Prepare();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        Close();
        Store?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Prepare()
    {
    }

    protected virtual void Close()
    {
    }
}
