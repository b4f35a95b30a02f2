using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace SequenceLogging.Benchmarks.Beginning;

/// <summary>What does a new journey cost its caller, id and all, against a transaction of a single row?</summary>
[SimpleJob(RunStrategy.Throughput, launchCount: 1, warmupCount: 3, iterationCount: 10)]
public class BeginBenchmark : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("seqlog-benchmark-").FullName;
    private readonly SingleRows _rows;

    public BeginBenchmark()
    {
        _rows = new SingleRows(_folder);
        AsItComes = SequenceLog.Open(o => o.UseSqlite(Path.Combine(_folder, "default.db")));
        OneAtATime = SequenceLog.Open(o => o.UseSqlite(Path.Combine(_folder, "one.db")).IdBlockSize = 1);
    }

    public SequenceLog AsItComes { get; }

    /// <summary>Each id is committed before it is given, as several processes with contiguous ids need it.</summary>
    public SequenceLog OneAtATime { get; }

    public long Rows => _rows.Count;

    [Benchmark(Baseline = true)]
    public void SingleRowTransaction() => _rows.Commit();

    [Benchmark]
    public void Begin() => AsItComes.Begin(566158428).Dispose();

    [Benchmark]
    public void BeginOneAtATime() => OneAtATime.Begin(566158428).Dispose();

    [GlobalCleanup]
    public void Dispose()
    {
        AsItComes.FlushAsync(Patience).AsTask().GetAwaiter().GetResult();
        AsItComes.Dispose();
        OneAtATime.Dispose();
        _rows.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
