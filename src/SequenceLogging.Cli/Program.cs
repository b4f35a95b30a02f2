using System.Runtime.InteropServices;
using SequenceLogging.Cli;
using SequenceLogging.Reporting.Words;
using Serilog.Debugging;

var around = ProcessSurroundings.Take();
SelfLog.Enable(line => around.Error.WriteLine(SafeText.OneLine(line))); // as files that an erasure does not reach
using var interrupted = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await SeqlogApp.RunAsync(args, around, interrupted.Token);

// The first signal ends the work in order, the second one ends the process.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
}

// The web framework would make it public.
internal static partial class Program;
