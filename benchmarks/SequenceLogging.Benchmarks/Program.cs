using BenchmarkDotNet.Running;
using SequenceLogging.Benchmarks;

// dotnet run -c Release --project benchmarks/SequenceLogging.Benchmarks -- --filter '*EnrichedEvent*'
// DOTNET_TieredPGO=0 dotnet run -c Release --project benchmarks/SequenceLogging.Benchmarks -- interleaved
if (args is ["interleaved"])
{
    InterleavedComparison.Print(Console.Out);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Measurement).Assembly).Run(args, new Measurement());
}
