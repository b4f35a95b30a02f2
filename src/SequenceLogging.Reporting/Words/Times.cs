using System.Globalization;

namespace SequenceLogging.Reporting.Words;

/// <summary>Moments for people; always UTC.</summary>
internal static class Times
{
    /// <summary><c>2025-07-14 09:12:03</c>.</summary>
    public static string Full(DateTimeOffset time) => Format(time, "yyyy-MM-dd HH:mm:ss");

    /// <summary><c>2025-07-14 09:12</c>.</summary>
    public static string Minute(DateTimeOffset time) => Format(time, "yyyy-MM-dd HH:mm");

    /// <summary><c>Mon 2025-07-14</c>.</summary>
    public static string Day(DateTimeOffset time) => Format(time, "ddd yyyy-MM-dd");

    /// <summary><c>09:12:03</c>, or <c>09:12:03.123</c>.</summary>
    public static string OfDay(DateTimeOffset time, bool exact = false) => Format(time, exact ? "HH:mm:ss.fff" : "HH:mm:ss");

    /// <summary><c>3 min ago</c>; <c>now</c> up to a second, and where the clocks disagree.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now) =>
        now - time < TimeSpan.FromSeconds(1) ? "now" : Durations.Short(now - time) + " ago";

    private static string Format(DateTimeOffset time, string format) =>
        time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
