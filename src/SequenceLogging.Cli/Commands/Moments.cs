using System.CommandLine;
using System.Globalization;

namespace SequenceLogging.Cli.Commands;

/// <summary>Moments as one types them: an ISO 8601 date or time, UTC unless it says otherwise, or an age as <c>7d</c>.</summary>
internal static class Moments
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss",
    ];

    /// <summary>An option for a moment; what it gives depends on when it is asked, since an age does.</summary>
    public static Option<Func<DateTimeOffset, DateTimeOffset>?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME|AGE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Ages.Parse(text) is { } age)
            {
                return now => now - age;
            }

            if (DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                return _ => time;
            }

            result.AddError($"\"{text}\" is no time. Write 2025-07-14, 2025-07-14T09:30Z, or an age as 12h, 7d or 4w.");
            return null;
        },
    };

    /// <summary>An option for a month.</summary>
    public static Option<DateTimeOffset?> Month(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "YYYY-MM",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DateTimeOffset.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var month)
                && month.Year < DateTimeOffset.MaxValue.Year)
            {
                return month;
            }

            result.AddError($"\"{text}\" is no month. Write year and month, as 2025-07.");
            return null;
        },
    };
}
