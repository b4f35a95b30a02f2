namespace SequenceLogging.Delivery;

/// <summary>How long to wait before the next try: doubling, with jitter, so that many nodes do not come back at once.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    /// <param name="attempt">The try that failed, from 1.</param>
    /// <param name="random">From 0 (inclusive) to 1 (exclusive).</param>
    public static TimeSpan After(int attempt, double random)
    {
        var doubled = Math.Min(First.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 16)), Most.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(doubled * (0.5 + (0.5 * random)));
    }
}
