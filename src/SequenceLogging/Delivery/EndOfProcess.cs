using System.Runtime.InteropServices;

namespace SequenceLogging.Delivery;

/// <summary>
/// Calls for a last effort when the process ends without a dispose: at a plain exit, and at the signals that would end it at
/// once. Since .NET 10 nothing else runs then in a program that listens to none; in one that does, as a host, the signal is
/// still its own to handle.
/// </summary>
internal sealed class EndOfProcess : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP];

    private readonly PosixSignalRegistration[] _registrations;
    private readonly EventHandler _onExit;

    public EndOfProcess(Action lastEffort)
    {
        _onExit = (_, _) => lastEffort();
        AppDomain.CurrentDomain.ProcessExit += _onExit;
        _registrations = [.. Signals.Select(s => PosixSignalRegistration.Create(s, _ => lastEffort()))];
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _onExit;
        Array.ForEach(_registrations, r => r.Dispose());
    }
}
