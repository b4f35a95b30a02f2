using System.Collections.Concurrent;

namespace SequenceLogging.Samples.Tests;

/// <summary>Notes how long it is asked to wait, in seconds, and does not wait.</summary>
internal sealed class HurriedTime : TimeProvider
{
    public ConcurrentQueue<double> Pauses { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Pauses.Enqueue(dueTime.TotalSeconds);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
