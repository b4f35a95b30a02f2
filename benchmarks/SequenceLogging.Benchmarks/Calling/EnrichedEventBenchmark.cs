using BenchmarkDotNet.Attributes;
using SequenceLogging.Benchmarks.Events;
using Serilog.Context;
using Serilog.Core;
using Serilog;

namespace SequenceLogging.Benchmarks.Calling;

/// <summary>
/// What does the id cost on an event that is logged inside a sequence? At most 10 ns and no byte more than a constant added
/// by <c>Enrich.WithProperty</c>.
/// </summary>
[Config(typeof(ShortIterations))]
public class EnrichedEventBenchmark : IDisposable
{
    // The scope is entered once for many events, so that its own cost does not count.
    private const int Events = 1_000;

    private readonly SequenceLog _sequences = NullStore.OpenLog();
    private readonly Logger _bare;
    private readonly Logger _withConstant;
    private readonly Logger _withLogContext;
    private readonly Logger _withSequence;

    public EnrichedEventBenchmark()
    {
        _bare = To().CreateLogger();
        _withConstant = To().Enrich.WithProperty("SequenceId", Journey.IdText).CreateLogger();
        _withLogContext = To().Enrich.FromLogContext().CreateLogger();
        _withSequence = To().Enrich.WithSequence().CreateLogger();
    }

    /// <summary>How many properties the event itself has. At 3 the event's dictionary is full, and grows with the next.</summary>
    [Params(1, 3, 8)]
    public int Properties { get; set; }

    public KeepLastSink Sink { get; } = new();

    [Benchmark(OperationsPerInvoke = Events)]
    public void Nothing() => LogAll(_bare);

    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public void WithProperty() => LogAll(_withConstant);

    [Benchmark(OperationsPerInvoke = Events)]
    public void WithSequence()
    {
        using (_sequences.Resume(Journey.Id))
        {
            LogAll(_withSequence);
        }
    }

    /// <summary>The enricher where it has nothing to add.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public void WithSequenceOutside() => LogAll(_withSequence);

    [Benchmark(OperationsPerInvoke = Events)]
    public void PushProperty()
    {
        using (LogContext.PushProperty("SequenceId", Journey.IdText))
        {
            LogAll(_withLogContext);
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        foreach (var logger in new[] { _bare, _withConstant, _withLogContext, _withSequence })
        {
            logger.Dispose();
        }

        _sequences.Dispose();
        GC.SuppressFinalize(this);
    }

    private LoggerConfiguration To() => new LoggerConfiguration().WriteTo.Sink(Sink);

    private void LogAll(Logger logger)
    {
        for (var i = 0; i < Events; i++)
        {
            Journey.LogEvent(logger, Properties);
        }
    }
}
