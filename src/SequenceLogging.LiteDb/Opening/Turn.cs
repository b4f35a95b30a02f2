namespace SequenceLogging.LiteDb.Opening;

/// <summary>Lets one thread at a time pass. LiteDB's transactions belong to their thread, so a turn does too.</summary>
internal sealed class Turn
{
    /// <summary>How soon a wait that was given up ends.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly object _lock = new();

    /// <returns>False when the time was over.</returns>
    public bool TryEnter(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        for (var left = timeout; !Monitor.TryEnter(_lock, left < Look ? left : Look); left -= Look)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (left <= Look)
            {
                return false;
            }
        }

        return true;
    }

    public void Leave() => Monitor.Exit(_lock);
}
