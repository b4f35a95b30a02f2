using SequenceLogging.Seq.Ingestion;

namespace SequenceLogging.Seq.Tests.Pushing;

public class BackoffTests
{
    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void RestsDoubleUpToAMinute()
    {
        var backoff = new Backoff(_time, TimeSpan.FromDays(1), () => 0);

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(0, 8).Select(_ => backoff.Next(null)!.Value.TotalSeconds));
    }

    [Fact]
    public void ARandomPartOfUpToAHalfIsTakenOff() =>
        Assert.Equal(0.5, new Backoff(_time, TimeSpan.FromDays(1), () => 1).Next(null)!.Value.TotalSeconds);

    [Fact]
    public void AnAnswerBeginsAnew()
    {
        var backoff = new Backoff(_time, TimeSpan.FromSeconds(5), () => 0);
        backoff.Next(null);
        _time.Advance(TimeSpan.FromSeconds(100));
        backoff.Reset();

        Assert.Equal(1, backoff.Next(null)!.Value.TotalSeconds);
    }

    [Fact]
    public void ItEndsWhenItWasTriedForLongEnough()
    {
        var backoff = new Backoff(_time, TimeSpan.FromSeconds(5), () => 0);
        Assert.NotNull(backoff.Next(null));
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Null(backoff.Next(null)); // two seconds are not left
        Assert.Null(new Backoff(_time, TimeSpan.FromSeconds(5), () => 0).Next(TimeSpan.FromSeconds(6)));
    }
}
