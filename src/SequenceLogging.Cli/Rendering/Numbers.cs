using System.Globalization;

namespace SequenceLogging.Cli.Rendering;

/// <summary>Numbers for people.</summary>
internal static class Numbers
{
    /// <summary><c>8,577</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 link</c>, <c>5 links</c>.</summary>
    public static string Of(long count, string what) => $"{Count(count)} {what}{(count == 1 ? "" : "s")}";

    /// <summary><c>6.0</c>.</summary>
    public static string Average(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    /// <summary><c>83.3 %</c>, cut so that only all is 100 %.</summary>
    public static string Percent(double share) =>
        (Math.Floor(share * 1000) / 10).ToString(share is 0 or 1 ? "0" : "0.0", CultureInfo.InvariantCulture) + " %";
}
