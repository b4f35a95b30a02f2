using SequenceLogging.LiteDb.Tests.Processes;
using Xunit.Runner.InProc.SystemConsole;

// The tests, or, with "store" in front, the other process of one of them.
return args is ["store", .. var rest] ? await StoreProgram.RunAsync(rest) : await ConsoleRunner.Run(args);
