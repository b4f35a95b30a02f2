using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Storage;

public class RecordTimeTests
{
    [Fact]
    public void TimesAreUtcMicroseconds()
    {
        var time = new DateTimeOffset(2025, 7, 31, 22, 30, 0, 123, 456, TimeSpan.FromHours(-3));

        var microseconds = RecordTime.ToMicroseconds(time);

        Assert.Equal(time, RecordTime.FromMicroseconds(microseconds));
        Assert.Equal(TimeSpan.Zero, RecordTime.FromMicroseconds(microseconds).Offset);
        Assert.Equal(202508, RecordTime.MonthOf(microseconds));
        Assert.Equal(0, RecordTime.ToMicroseconds(DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void WhatIsOutOfTheCalendarIsTheNearestInIt()
    {
        Assert.Equal(DateTimeOffset.MinValue, RecordTime.FromMicroseconds(long.MinValue));
        Assert.Equal(9999, RecordTime.FromMicroseconds(long.MaxValue).Year);
        Assert.Equal(999912, RecordTime.MonthOf(long.MaxValue));
        Assert.Equal(101, RecordTime.MonthOf(long.MinValue));
    }
}
