namespace SequenceLogging.Delivery;

/// <summary>
/// Makes room in the pool for a store whose driver goes on by threads of it, while all of them wait for that store: the pool by
/// itself adds a few a second, and gives these to whoever asked before.
/// </summary>
internal static class PoolRoom
{
    /// <summary>What is more than that waits until the pool has grown by itself.</summary>
    private const int MostThreads = 1_000;

    /// <summary>An answer that comes so soon does not come too late.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    private static readonly Lock Lock = new();
    private static int _waiting;
    private static int _before;
    private static int _raised;

    /// <summary>Waits on the calling thread.</summary>
    /// <param name="wait">Waits as long as it is told, and says whether the answer is there.</param>
    /// <param name="timeout">How long at most.</param>
    /// <returns>Whether the answer is there.</returns>
    public static bool Wait(Func<TimeSpan, bool> wait, TimeSpan timeout)
    {
        if (!Thread.CurrentThread.IsThreadPoolThread || timeout <= Soon)
        {
            return wait(timeout);
        }

        if (wait(Soon))
        {
            return true;
        }

        Enter();
        try
        {
            return wait(timeout - Soon);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>A thread of the pool waits; there is room for all work that has come up to now.</summary>
    private static void Enter()
    {
        lock (Lock)
        {
            ThreadPool.GetMinThreads(out var workers, out var others);
            if (_waiting++ == 0)
            {
                _before = _raised = workers;
            }

            var needed = (int)Math.Min(MostThreads, _waiting + ThreadPool.PendingWorkItemCount + Environment.ProcessorCount);
            if (needed > workers && ThreadPool.SetMinThreads(needed, others))
            {
                _raised = needed;
            }
        }
    }

    /// <summary>It goes on. Behind the last one the pool is as it was.</summary>
    private static void Leave()
    {
        lock (Lock)
        {
            ThreadPool.GetMinThreads(out var workers, out var others);

            // What the application has set meanwhile stays.
            if (--_waiting == 0 && workers == _raised)
            {
                ThreadPool.SetMinThreads(_before, others);
            }
        }
    }
}
