using System.Globalization;
using SequenceLogging.Statistics;

namespace SequenceLogging.Insight;

/// <summary>Waits as people say them.</summary>
internal static class WaitText
{
    private static readonly (TimeSpan Length, string Name)[] Units =
    [
        (TimeSpan.FromDays(1), "d"), (TimeSpan.FromHours(1), "h"), (TimeSpan.FromMinutes(1), "min"), (TimeSpan.FromSeconds(1), "s"),
    ];

    /// <summary>A wait in its two greatest units, cut and not rounded: <c>3 h 12 min</c>, <c>2 d</c>, <c>40 s</c>.</summary>
    public static string Of(TimeSpan wait)
    {
        for (var i = 0; i < Units.Length; i++)
        {
            if (wait >= Units[i].Length)
            {
                var great = CountOf(wait, i);
                var rest = i + 1 < Units.Length ? CountOf(wait - (great * Units[i].Length), i + 1) : 0;
                return rest == 0 ? Say(great, i) : $"{Say(great, i)} {Say(rest, i + 1)}";
            }
        }

        return "0 s";
    }

    /// <summary>The next length that is easy to say, at or above this one: <c>4 min</c>, <c>15 s</c>, <c>2 h</c>.</summary>
    public static TimeSpan RoundUp(TimeSpan wait)
    {
        var unit = Array.FindIndex(Units, u => wait > u.Length);
        if (unit < 0)
        {
            return TimeSpan.FromSeconds(1);
        }

        // 3.2 min is 4 min, and 12 min are 15.
        var count = wait / Units[unit].Length;
        return (count > 10 ? Math.Ceiling(count / 5) * 5 : Math.Ceiling(count)) * Units[unit].Length;
    }

    /// <summary><c>97 % of 1,204 earlier ones took under 4 min</c>.</summary>
    /// <param name="waits">What they took.</param>
    /// <param name="sample">How many they are.</param>
    /// <param name="mostMs">What most did not exceed, in milliseconds.</param>
    public static string Usual(DurationHistogram waits, long sample, double mostMs)
    {
        var bound = RoundUp(TimeSpan.FromMilliseconds(Math.Min(mostMs, TimeSpan.FromDays(10_000).TotalMilliseconds)));
        var share = Math.Floor(100 * (waits.ShareWithin(bound.TotalMilliseconds) ?? 0));
        return string.Create(CultureInfo.InvariantCulture, $"{share} % of {sample:N0} earlier ones took under {Of(bound)}");
    }

    private static long CountOf(TimeSpan wait, int unit) => wait.Ticks / Units[unit].Length.Ticks;

    private static string Say(long count, int unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {Units[unit].Name}");
}
