using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using Perfolizer.Horology;

namespace SequenceLogging.Benchmarks;

/// <summary>
/// How all of them are measured: many short iterations, most of which fit between two turns of whatever else runs on the
/// machine, and the garbage counted. Noise only ever adds, so the fastest iterations stand in columns of their own.
/// </summary>
internal sealed class Measurement : ManualConfig
{
    public Measurement()
    {
        AddJob(Job.Default
            .WithLaunchCount(6)
            .WithWarmupCount(400)
            .WithIterationTime(TimeInterval.FromMilliseconds(4))
            .WithIterationCount(100)
            .AsDefault());
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(StatisticColumn.Min, StatisticColumn.Q1, StatisticColumn.Median);
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
    }
}
