using System.Globalization;
using BenchmarkDotNet.Running;
using SequenceLogging.Benchmarks;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Profiling;
using SequenceLogging.Benchmarks.Targets;

// dotnet run -c Release --project benchmarks/SequenceLogging.Benchmarks -- check
// dotnet run -c Release --project benchmarks/SequenceLogging.Benchmarks -- profile
// dotnet run -c Release --project benchmarks/SequenceLogging.Benchmarks -- growth
// dotnet run -c Release --project benchmarks/SequenceLogging.Benchmarks -- layouts
// dotnet run -c Release --project benchmarks/SequenceLogging.Benchmarks -- results
// dotnet run -c Release --project benchmarks/SequenceLogging.Benchmarks -- --filter '*EnrichedEvent*'
return args switch
{
    ["check", .. var rest] => await CheckCommand.RunAsync(rest),
    ["profile"] => await ProfileCommand.RunAsync(ProfileCommand.UsualSteps, Console.Out),
    ["profile", var steps] => await ProfileCommand.RunAsync(int.Parse(steps, CultureInfo.InvariantCulture), Console.Out),
    ["growth"] => await GrowthCommand.RunAsync(GrowthCommand.UsualSteps, Console.Out),
    ["growth", var steps] => await GrowthCommand.RunAsync(int.Parse(steps, CultureInfo.InvariantCulture), Console.Out),
    ["layouts"] => await LayoutsCommand.RunAsync(LayoutsCommand.UsualSteps, Console.Out),
    ["layouts", var steps] => await LayoutsCommand.RunAsync(int.Parse(steps, CultureInfo.InvariantCulture), Console.Out),
    ["results"] => await ResultsCommand.RunAsync(),
    [TargetProcess.Command, var id, var effort, var workspace, var answer] => await TargetProcess.RunAsync(id, effort, workspace, answer),
    [BeginningProcess.Command, var path, var seconds] => await BeginningProcess.RunAsync(path, double.Parse(seconds, CultureInfo.InvariantCulture)),
    [BeginningProcess.RowsCommand, var folder, var seconds] => BeginningProcess.RunRows(folder, double.Parse(seconds, CultureInfo.InvariantCulture)),
    [(BeginningProcess.PagesCommand or BeginningProcess.PagesInTurnsCommand) and var command, var path, var seconds] =>
        BeginningProcess.RunPages(path, double.Parse(seconds, CultureInfo.InvariantCulture), command == BeginningProcess.PagesInTurnsCommand),
    [NullLoggingProcess.Command, var steps] => await NullLoggingProcess.RunAsync(int.Parse(steps, CultureInfo.InvariantCulture)),
    [StartTarget.NothingCommand] => 0,
    _ => RunBenchmarks(args),
};

static int RunBenchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(Measurement).Assembly).Run(args, new Measurement());
    return 0;
}
