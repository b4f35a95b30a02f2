namespace SequenceLogging.Delivery;

/// <summary>
/// Lets a thread that holds a <see cref="Lock"/> wait until another one has changed something under it, as <see cref="Monitor"/> does
/// for its own: a <see cref="Lock"/> is entered and left in less time, and knows no waiting.
/// </summary>
/// <param name="held">The lock, which the caller of <see cref="Wait"/> has entered once.</param>
internal sealed class LockCondition(Lock held)
{
    private readonly object _waiting = new();

    /// <summary>Leaves the lock, waits for <see cref="PulseAll"/> or until the time is over, and enters the lock again.</summary>
    public void Wait(TimeSpan most)
    {
        // Whoever changes something has the lock for it, and pulses then: it comes before this looked, or finds it waiting.
        Monitor.Enter(_waiting);
        held.Exit();
        try
        {
            Monitor.Wait(_waiting, most);
        }
        finally
        {
            Monitor.Exit(_waiting);
            held.Enter();
        }
    }

    /// <summary>Wakes all who wait.</summary>
    public void PulseAll()
    {
        lock (_waiting)
        {
            Monitor.PulseAll(_waiting);
        }
    }
}
