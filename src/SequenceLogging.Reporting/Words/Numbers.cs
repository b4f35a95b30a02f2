using System.Globalization;

namespace SequenceLogging.Reporting.Words;

/// <summary>Numbers for people.</summary>
internal static class Numbers
{
    /// <summary><c>8,577</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 link</c>, <c>5 links</c>, <c>2 passes</c>.</summary>
    public static string Of(long count, string what, string many = "s") => $"{Count(count)} {what}{(count == 1 ? "" : many)}";

    /// <summary><c>512 B</c>, <c>1.4 MiB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1L << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        < 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024 * 1024):0.#} GiB"),
    };

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
