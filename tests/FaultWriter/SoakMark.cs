namespace FaultWriter;

/// <summary>Names one event of a soak for ever: which run of a writer, which of its threads, which event of that.</summary>
/// <param name="Run">From 1.</param>
/// <param name="Thread">From 0.</param>
/// <param name="N">From 1, rising by one.</param>
public readonly record struct SoakMark(int Run, int Thread, long N)
{
    private const int BitsOfN = 36;
    private const int BitsOfThread = 8;

    /// <summary>The mark as it stands in the store.</summary>
    public long ToInt64() => ((((long)Run << BitsOfThread) | (long)Thread) << BitsOfN) | N;

    public static SoakMark FromInt64(long mark) => new(
        (int)(mark >> (BitsOfN + BitsOfThread)),
        (int)((mark >> BitsOfN) & ((1 << BitsOfThread) - 1)),
        mark & ((1L << BitsOfN) - 1));
}
