using SequenceLogging.Delivery;

namespace SequenceLogging.Tests.Delivery;

public class BackoffTests
{
    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 100)]
    [InlineData(5, 800)]
    [InlineData(7, 3_200)]
    [InlineData(8, 5_000)]
    [InlineData(int.MaxValue, 5_000)]
    public void ItDoublesUpToFiveSecondsAndJittersBetweenHalfAndWhole(int attempt, double most)
    {
        Assert.Equal(most / 2, Backoff.After(attempt, 0).TotalMilliseconds);
        Assert.Equal(most * 0.75, Backoff.After(attempt, 0.5).TotalMilliseconds);
        Assert.InRange(Backoff.After(attempt, 0.999).TotalMilliseconds, most * 0.99, most);
    }
}
