namespace SequenceLogging.Storage;

/// <summary>Numbers of one month that one node has to itself.</summary>
/// <param name="Year">UTC year.</param>
/// <param name="Month">UTC month, 1 to 12.</param>
/// <param name="First">The first number.</param>
/// <param name="Last">The last; below <paramref name="First"/> where none is left.</param>
public readonly record struct IdBlock(int Year, int Month, long First, long Last)
{
    /// <summary>Most numbers that one block may have.</summary>
    public const int LargestSize = 1_000_000;

    /// <summary>How many numbers there are.</summary>
    public long Count => First > 0 ? Math.Max(0, Last - First + 1) : 0;
}
