namespace SequenceLogging.Storage;

/// <summary>
/// A stretch of a month's numbers that may have no sequence, and why. Where a sequence is there all the same, it is used. The
/// reasons, in the order in which one goes before the other: <see cref="Erased"/>, <see cref="Pruned"/>, <see cref="Skipped"/>,
/// <see cref="Leased"/>.
/// </summary>
/// <param name="Year">UTC year.</param>
/// <param name="Month">UTC month, 1 to 12.</param>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number.</param>
/// <param name="Reason">One of the constants here.</param>
public readonly record struct IdGap(int Year, int Month, long First, long Last, string Reason)
{
    /// <summary>The sequence was removed with its user.</summary>
    public const string Erased = "erased";

    /// <summary>The sequence was pruned.</summary>
    public const string Pruned = "pruned";

    /// <summary>
    /// The counter went on above it: for an id from elsewhere, or for a mark that says that more had been issued than this
    /// store knows of.
    /// </summary>
    public const string Skipped = "skipped";

    /// <summary>A node has it, or had it, in a block of its own, and may not have used it.</summary>
    public const string Leased = "leased";
}
