using SequenceLogging.Delivery;

namespace SequenceLogging.Tests;

/// <summary>The public promise about everything that was ever emitted.</summary>
internal static class Books
{
    public static void MustBalance(DeliveryCounts counts) =>
        Assert.Equal(
            counts.Emitted, counts.Stored + counts.Duplicate + counts.Rejected + counts.Dropped + counts.Pending);
}
