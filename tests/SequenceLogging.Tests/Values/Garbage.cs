namespace SequenceLogging.Tests.Values;

/// <summary>What an action leaves to the garbage collector.</summary>
internal static class Garbage
{
    /// <summary>Bytes allocated by 1,000 runs, after a warm-up.</summary>
    public static long Of(Action action)
    {
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        return GC.GetAllocatedBytesForCurrentThread() - before;

        void Run()
        {
            for (int i = 0; i < 1_000; i++)
            {
                action();
            }
        }
    }
}
