using System.Globalization;

namespace SequenceLogging.Reporting.Asking;

/// <summary>Moments as one types them: an ISO 8601 date or time, UTC unless it says otherwise, or an age as <c>7d</c>.</summary>
internal static class Moment
{
    /// <summary>What to write, behind a sentence that says what is wrong.</summary>
    public const string Advice = "Write 2025-07-14, 2025-07-14T09:30Z, or an age as 12h, 7d or 4w.";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss",
    ];

    /// <summary>The moment, which depends on when it is asked, since an age does; null where the text is none.</summary>
    public static Func<DateTimeOffset, DateTimeOffset>? Parse(string text)
    {
        if (Age.Parse(text) is { } age)
        {
            return now => now - age;
        }

        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? _ => time
            : null;
    }

    /// <summary>The first moment of a month, UTC, as <c>2025-07</c>; null where the text is none.</summary>
    public static DateTimeOffset? ParseMonth(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var month)
        && month.Year < DateTimeOffset.MaxValue.Year
            ? month
            : null;
}
