namespace SequenceLogging.Benchmarks.Targets;

/// <summary>Looks at the process's memory fifty times a second, until it is asked for the most that it has seen.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(20);

    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;
    private ResidentMemory _peak;

    /// <param name="also">Looks at something else at the same times.</param>
    public MemoryWatch(Action also)
    {
        _thread = new Thread(() =>
        {
            do
            {
                var now = ResidentMemory.Now();
                _peak = now.Total > _peak.Total ? now : _peak;
                also();
            }
            while (!_end.Wait(Every));
        });
        _thread.Start();
    }

    public ResidentMemory Peak()
    {
        _end.Set();
        _thread.Join();
        return _peak;
    }

    public void Dispose()
    {
        Peak();
        _end.Dispose();
    }
}
