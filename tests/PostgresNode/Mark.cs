namespace PostgresNode;

/// <summary>Names one step of a load for ever.</summary>
/// <param name="Node">From 1.</param>
/// <param name="Thread">From 0.</param>
/// <param name="N">From 1, rising by one.</param>
public readonly record struct Mark(int Node, int Thread, int N)
{
    /// <summary>Steps of one thread that are of one journey; the last of each is logged in the journey that all nodes share.</summary>
    public const int StepsOfJourney = 50;

    /// <summary>Whether it is logged in the journey that all nodes share.</summary>
    public bool IsShared => N % StepsOfJourney == 0;

    /// <summary>The journey of its thread, from 0.</summary>
    public int Journey => (N - 1) / StepsOfJourney;

    /// <summary>The mark as it stands in the store.</summary>
    public long ToInt64() => ((((long)Node << 8) | (long)Thread) << 32) | (long)N;

    public static Mark FromInt64(long mark) => new((int)(mark >> 40), (int)(mark >> 32) & 0xFF, (int)mark);
}
