using System.Globalization;

namespace SequenceLogging.Reporting.Asking;

/// <summary>Ages as one types them: <c>90d</c>, <c>12h</c>, <c>4w</c>, <c>10min</c>.</summary>
internal static class Age
{
    private const int MostDays = 36_500;

    // Minutes are not m, which others take for months: nobody shall prune what is older than three minutes.
    private static readonly (string Name, TimeSpan Length)[] Units =
    [
        ("min", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)), ("w", TimeSpan.FromDays(7)),
    ];

    /// <summary>The age; null where the text is none, is nothing, or is more than a hundred years.</summary>
    public static TimeSpan? Parse(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
        var unit = Array.Find(Units, u => text.AsSpan(digits).SequenceEqual(u.Name));
        return unit.Name is not null
            && int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
            && number <= TimeSpan.FromDays(MostDays) / unit.Length
                ? number * unit.Length
                : null;
    }
}
