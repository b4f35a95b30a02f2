using BenchmarkDotNet.Running;
using SequenceLogging.Benchmarks;

// dotnet run -c Release --project benchmarks/SequenceLogging.Benchmarks -- --filter '*EnrichedEvent*'
BenchmarkSwitcher.FromAssembly(typeof(Measurement).Assembly).Run(args, new Measurement());
