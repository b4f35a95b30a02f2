namespace SequenceLogging.Seq.Tests.Pushing;

/// <summary>A clock in which every rest is over at once, and is noted. What waits for ten minutes and more waits for ever.</summary>
internal sealed class RestlessTime(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan ForEver = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _rests = [];
    private long _ticks = start.UtcTicks;

    public IReadOnlyList<TimeSpan> Rests
    {
        get
        {
            lock (_lock)
            {
                return [.. _rests];
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime >= ForEver)
        {
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        lock (_lock)
        {
            _rests.Add(dueTime);
        }

        Interlocked.Add(ref _ticks, dueTime.Ticks);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
