using System.Runtime.InteropServices;
using SequenceLogging.Cli;

using var interrupted = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await SeqlogApp.RunAsync(args, ProcessSurroundings.Take(), interrupted.Token);

// The first signal ends the work in order, the second one ends the process.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
}
