using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using Perfolizer.Horology;

namespace SequenceLogging.Benchmarks;

/// <summary>
/// How all of them are measured: many short iterations, so that what else runs on the machine spoils some of them and not
/// the mean, and garbage counted.
/// </summary>
internal sealed class Measurement : ManualConfig
{
    public Measurement()
    {
        AddJob(Job.Default
            .WithLaunchCount(3)
            .WithWarmupCount(5)
            .WithIterationTime(TimeInterval.FromMilliseconds(50))
            .WithIterationCount(40)
            .AsDefault());
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
    }
}
