using BenchmarkDotNet.Attributes;
using SequenceLogging.Benchmarks.Events;
using Serilog.Core;
using Serilog;

namespace SequenceLogging.Benchmarks.Calling;

/// <summary>
/// What does a step cost the code that logs it, and the machine, on its way into a store that takes no time? Steps come as
/// fast as they can, so the writer's thread is part of it.
/// </summary>
[Config(typeof(ShortIterations))]
public class StepEventBenchmark : IDisposable
{
    private const int Events = 1_000;

    public string JournalPath { get; } = Directory.CreateTempSubdirectory("seqlog-benchmark-").FullName;
    private readonly Logger _toNull;
    private readonly Logger _inMemory;
    private readonly Logger _journaled;

    public StepEventBenchmark()
    {
        InMemory = NullStore.OpenLog();
        Journaled = NullStore.OpenLog(JournalPath);
        _toNull = new LoggerConfiguration().WriteTo.Sink(Sink).CreateLogger();
        _inMemory = new LoggerConfiguration().WriteTo.Sink(Sink).WriteTo.Sequences(InMemory).CreateLogger();
        _journaled = new LoggerConfiguration().WriteTo.Sink(Sink).WriteTo.Sequences(Journaled).CreateLogger();
    }

    public KeepLastSink Sink { get; } = new();

    public SequenceLog InMemory { get; }

    public SequenceLog Journaled { get; }

    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public void NullSink() => LogAll(_toNull, InMemory);

    [Benchmark(OperationsPerInvoke = Events)]
    public void WithoutJournal() => LogAll(_inMemory, InMemory);

    [Benchmark(OperationsPerInvoke = Events)]
    public void WithJournal() => LogAll(_journaled, Journaled);

    [GlobalCleanup]
    public void Dispose()
    {
        _toNull.Dispose();
        _inMemory.Dispose();
        _journaled.Dispose();
        InMemory.Dispose();
        Journaled.Dispose();
        Directory.Delete(JournalPath, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static void LogAll(Logger logger, SequenceLog sequences)
    {
        using var scope = sequences.Resume(Journey.Id);
        for (var i = 0; i < Events; i++)
        {
            logger.Information("{StepName} as {Post} in {Language}", "Publish_Step_1_SendToChannel", "AA00", "en");
        }
    }
}
