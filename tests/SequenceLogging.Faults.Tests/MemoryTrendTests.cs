namespace SequenceLogging.Faults.Tests;

/// <summary>The check of the soak's memory, with series of which the answer is known.</summary>
public class MemoryTrendTests
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(60);

    [Theory]
    [InlineData(0, true)]
    [InlineData(0.5, true)]
    [InlineData(1.5, false)]
    [InlineData(10, false)]
    public void ALeakIsToldFromCachesThatFillAndEmpty(double megabytesPerHour, bool isFlat)
    {
        var random = new Random(1);
        var trend = new MemoryTrend();
        for (var at = TimeSpan.Zero; at < Duration; at += TimeSpan.FromSeconds(10))
        {
            var growing = at < WarmUp ? at / WarmUp * 20e6 : 20e6;
            var cache = at.TotalSeconds % 170 / 170 * 2e6;
            trend.Add(at, (long)(growing + cache + (random.NextDouble() * 1e6) + (at.TotalHours * megabytesPerHour * 1e6)));
        }

        Assert.Equal(megabytesPerHour, trend.MegabytesPerHour(WarmUp), 0.4);
        Assert.Equal(isFlat, trend.IsFlat(WarmUp, Duration));
    }
}
