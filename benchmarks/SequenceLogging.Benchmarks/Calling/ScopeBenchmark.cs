using BenchmarkDotNet.Attributes;
using SequenceLogging.Benchmarks.Events;
using Serilog.Context;

namespace SequenceLogging.Benchmarks.Calling;

/// <summary>What does it cost to enter a sequence and to leave it, against pushing a property onto Serilog's own context?</summary>
[Config(typeof(ShortIterations))]
public class ScopeBenchmark : IDisposable
{
    private static readonly AsyncLocal<object?> Ambient = new();

    private readonly SequenceLog _sequences = NullStore.OpenLog();

    [Benchmark(Baseline = true)]
    public void PushProperty()
    {
        using (LogContext.PushProperty("SequenceId", Journey.IdText))
        {
            Inside();
        }
    }

    /// <summary>The least that anything ambient costs: it is set, and set back.</summary>
    [Benchmark]
    public void SetAsyncLocal()
    {
        Ambient.Value = Journey.IdText;
        Inside();
        Ambient.Value = null;
    }

    [Benchmark]
    public void Resume()
    {
        using (_sequences.Resume(Journey.Id))
        {
            Inside();
        }
    }

    [Benchmark]
    public void Suppress()
    {
        using (SequenceLog.Suppress())
        {
            Inside();
        }
    }

    /// <summary>Whether <see cref="SetAsyncLocal"/> is what goes on.</summary>
    protected static bool IsSet => Ambient.Value is not null;

    [GlobalCleanup]
    public void Dispose()
    {
        _sequences.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Where the test looks around.</summary>
    protected virtual void Inside()
    {
    }
}
