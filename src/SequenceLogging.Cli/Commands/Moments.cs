using System.CommandLine;
using SequenceLogging.Reporting.Asking;

namespace SequenceLogging.Cli.Commands;

/// <summary>Moments as one types them: an ISO 8601 date or time, UTC unless it says otherwise, or an age as <c>7d</c>.</summary>
internal static class Moments
{
    /// <summary>An option for a moment; what it gives depends on when it is asked, since an age does.</summary>
    public static Option<Func<DateTimeOffset, DateTimeOffset>?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME|AGE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Moment.Parse(text) is { } moment)
            {
                return moment;
            }

            result.AddError($"\"{text}\" is no time. {Moment.Advice}");
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
            if (Moment.ParseMonth(text) is { } month)
            {
                return month;
            }

            result.AddError($"\"{text}\" is no month. Write year and month, as 2025-07.");
            return null;
        },
    };
}
