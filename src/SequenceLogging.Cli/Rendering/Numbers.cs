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

    /// <summary><c>83.3 %</c>; only nothing is 0 % and only all is 100 %.</summary>
    public static string Percent(double share) => share switch
    {
        0 => "0 %",
        1 => "100 %",
        _ => Math.Clamp(share * 100, 0.1, 99.9).ToString("0.0", CultureInfo.InvariantCulture) + " %",
    };
}
