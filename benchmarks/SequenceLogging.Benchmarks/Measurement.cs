using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;

namespace SequenceLogging.Benchmarks;

/// <summary>
/// What all of them report: the garbage too, and the fastest iterations in columns of their own, since noise only ever adds.
/// How often and how long each is run, its class says.
/// </summary>
internal sealed class Measurement : ManualConfig
{
    public Measurement()
    {
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(StatisticColumn.Min, StatisticColumn.Q1, StatisticColumn.Median);
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
    }
}
