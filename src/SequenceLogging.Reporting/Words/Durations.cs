using System.Globalization;

namespace SequenceLogging.Reporting.Words;

/// <summary>Lengths of time as people say them.</summary>
internal static class Durations
{
    /// <summary>How long something took: <c>0.4 ms</c>, <c>12 ms</c>, <c>2.3 s</c>, <c>1 min 5 s</c>.</summary>
    public static string Exact(double milliseconds) => Math.Abs(milliseconds) switch
    {
        double.NaN or double.PositiveInfinity => "?",
        0 => "0 ms",
        < 0.01 => "<0.01 ms",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.##} ms"),
        < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.#} ms"),
        < 999.5 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        < 9_950 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.#} s"),
        < 59_500 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0} s"),
        < 1e15 => Long(TimeSpan.FromMilliseconds(milliseconds)),
        _ => "?",
    };

    /// <summary>A gap in one unit, cut and not rounded: <c>230 ms</c>, <c>4 s</c>, <c>9 min</c>.</summary>
    public static string Short(TimeSpan span) => Units(span)[0];

    /// <summary>A wait in its two greatest units: <c>3 h 12 min</c>, <c>2 d</c>.</summary>
    public static string Long(TimeSpan span)
    {
        var units = Units(span);
        return units[1].StartsWith("0 ", StringComparison.Ordinal) ? units[0] : $"{units[0]} {units[1]}";
    }

    private static string[] Units(TimeSpan span)
    {
        var sign = span < TimeSpan.Zero ? "−" : "";
        var length = span.Duration();
        return length switch
        {
            { TotalDays: >= 365 } => Two(length.Days / 365, "y", length.Days % 365, "d"),
            { TotalDays: >= 1 } => Two(length.Days, "d", length.Hours, "h"),
            { TotalHours: >= 1 } => Two(length.Hours, "h", length.Minutes, "min"),
            { TotalMinutes: >= 1 } => Two(length.Minutes, "min", length.Seconds, "s"),
            { TotalSeconds: >= 1 } => Two(length.Seconds, "s", 0, "ms"),
            _ => Two(length.Milliseconds, "ms", 0, "ms"),
        };

        string[] Two(int great, string greatUnit, int small, string smallUnit) =>
        [
            string.Create(CultureInfo.InvariantCulture, $"{sign}{great} {greatUnit}"),
            string.Create(CultureInfo.InvariantCulture, $"{small} {smallUnit}"),
        ];
    }
}
