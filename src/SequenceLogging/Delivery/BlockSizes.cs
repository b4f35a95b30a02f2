using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// How many numbers are leased at a time: as many as were issued in the last second. Who begins few sequences leases none: a
/// commit for each costs nothing there, and ids are in the order of time over all processes. Guarded by the lock of the owner.
/// </summary>
/// <param name="size">Always so many; null to go by the pace.</param>
/// <param name="time">For the pace.</param>
internal sealed class BlockSizes(int? size, TimeProvider time)
{
    /// <summary>Below that a number at a time is enough.</summary>
    public const int Smallest = 32;

    public const int Largest = IdBlock.LargestSize / 2;

    /// <summary>How long a block lasts: longer than a lease may wait behind a large batch.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private long _askedAt;
    private long _issued;
    private double _ofLastMoment;

    /// <summary>Whether numbers go back that the pace does not need.</summary>
    public bool GoByThePace => size is null;

    /// <summary>A number was issued.</summary>
    public void CountIssued() => _issued++;

    /// <summary>How many are to be leased now; 1 for none.</summary>
    public int Next()
    {
        if (size is { } always)
        {
            return always;
        }

        // What was issued longer ago counts less and less.
        var now = time.GetTimestamp();
        var moments = time.GetElapsedTime(_askedAt, now) / Moment;
        _ofLastMoment = (_ofLastMoment * Math.Max(0, 1 - moments)) + (_issued / Math.Max(1, moments));
        (_askedAt, _issued) = (now, 0);
        return _ofLastMoment < Smallest ? 1 : (int)Math.Min(Largest, _ofLastMoment);
    }
}
