using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace SequenceLogging.Benchmarks.Calling;

/// <summary>
/// How what takes nanoseconds is measured: many short iterations, most of which fit between two turns of whatever else runs on
/// the machine.
/// </summary>
internal sealed class ShortIterations : ManualConfig
{
    public ShortIterations() => AddJob(Job.Default
        .WithLaunchCount(6)
        .WithWarmupCount(400)
        .WithIterationTime(TimeInterval.FromMilliseconds(4))
        .WithIterationCount(100));
}
