using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;

namespace SequenceLogging.Benchmarks.Storing;

/// <summary>
/// Peers that store a load, each time into a new folder. An iteration is one load, so it is the time and the garbage of all
/// its steps that is reported.
/// </summary>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 7)]
public abstract class StoringBenchmark : IDisposable
{
    private string? _folder;

    /// <summary>The one whose turn it is.</summary>
    public Peer? Peer { get; private set; }

    /// <summary>What it stores.</summary>
    public abstract StepLoad Load { get; }

    [IterationCleanup]
    public void Dispose()
    {
        Peer?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Peer = null;
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
            _folder = null;
        }

        GC.SuppressFinalize(this);
    }

    protected void Open(Func<string, Peer> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        _folder = Directory.CreateTempSubdirectory("seqlog-benchmark-").FullName;
        Peer = open(_folder);
        Peer.PrepareAsync(Load).GetAwaiter().GetResult();
    }

    protected Task StoreAsync() => Peer!.StoreAsync(Load);
}
