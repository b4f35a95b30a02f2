using BenchmarkDotNet.Attributes;
using SequenceLogging.Benchmarks.Events;
using Serilog.Core;
using Serilog;

namespace SequenceLogging.Benchmarks.Calling;

/// <summary>What does an event cost that is no step, and so nothing to our sink?</summary>
[Config(typeof(ShortIterations))]
public class NoStepEventBenchmark : IDisposable
{
    private readonly Logger _toNull;
    private readonly Logger _toTwo;
    private readonly Logger _toLookUps;
    private readonly Logger _toNames;
    private readonly Logger _toSequences;

    public NoStepEventBenchmark()
    {
        _toNull = new LoggerConfiguration().WriteTo.Sink(Sink).CreateLogger();
        _toTwo = new LoggerConfiguration().WriteTo.Sink(Sink).WriteTo.Sink(Second).CreateLogger();
        _toLookUps = new LoggerConfiguration().WriteTo.Sink(Sink).WriteTo.Sink(LookUps).CreateLogger();
        _toNames = new LoggerConfiguration().WriteTo.Sink(Sink).WriteTo.Sink(Names).CreateLogger();
        _toSequences = new LoggerConfiguration().WriteTo.Sink(Sink).WriteTo.Sequences(Sequences).CreateLogger();
    }

    [Params(1, 3, 8)]
    public int Properties { get; set; }

    public KeepLastSink Sink { get; } = new();

    public KeepLastSink Second { get; } = new();

    public LookUpSink LookUps { get; } = new();

    public NamesSink Names { get; } = new();

    public SequenceLog Sequences { get; } = NullStore.OpenLog();

    [Benchmark(Baseline = true)]
    public void NullSink() => Journey.LogEvent(_toNull, Properties);

    /// <summary>What Serilog takes for a second sink, whatever that does.</summary>
    [Benchmark]
    public void TwoNullSinks() => Journey.LogEvent(_toTwo, Properties);

    /// <summary>The least for a sink that goes by three names, where there are many: to ask whether they are there.</summary>
    [Benchmark]
    public void ThreeLookUps() => Journey.LogEvent(_toLookUps, Properties);

    /// <summary>The least where there are few: to look at each.</summary>
    [Benchmark]
    public void EachName() => Journey.LogEvent(_toNames, Properties);

    [Benchmark]
    public void SequencesToo() => Journey.LogEvent(_toSequences, Properties);

    [GlobalCleanup]
    public void Dispose()
    {
        _toNull.Dispose();
        _toTwo.Dispose();
        _toLookUps.Dispose();
        _toNames.Dispose();
        _toSequences.Dispose();
        Sequences.Dispose();
        GC.SuppressFinalize(this);
    }
}
