namespace SequenceLogging.Storage;

/// <summary>Times in records are whole microseconds since 1970-01-01 UTC.</summary>
public static class RecordTime
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    /// <summary>A time as a record keeps it.</summary>
    public static long ToMicroseconds(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TicksPerMicrosecond;

    /// <summary>A record's time; one out of the calendar's range becomes the nearest in it.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds)
    {
        var ticks = Math.Clamp(
            microseconds,
            (DateTimeOffset.MinValue.Ticks - DateTimeOffset.UnixEpoch.Ticks) / TicksPerMicrosecond,
            (DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks) / TicksPerMicrosecond) * TicksPerMicrosecond;
        return new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + ticks, TimeSpan.Zero);
    }

    /// <summary>The UTC day of a record's time, as 20250731.</summary>
    public static int DayOf(long microseconds) => ToNumber(DateOnly.FromDateTime(FromMicroseconds(microseconds).DateTime));

    /// <summary>A day as stores keep it, as 20250731.</summary>
    public static int ToNumber(DateOnly day) => (((day.Year * 100) + day.Month) * 100) + day.Day;

    /// <summary>The day that <see cref="ToNumber"/> gave this number for.</summary>
    public static DateOnly ToDay(int number) => new(number / 10_000, number / 100 % 100, number % 100);

    /// <summary>The UTC month of a record's time, as 202507.</summary>
    public static int MonthOf(long microseconds)
    {
        var time = FromMicroseconds(microseconds);
        return (time.Year * 100) + time.Month;
    }
}
