using System.CommandLine;
using System.CommandLine.Parsing;
using SequenceLogging.Reporting.Asking;

namespace SequenceLogging.Cli.Commands;

/// <summary>Ages as one types them: <c>90d</c>, <c>12h</c>, <c>4w</c>, <c>10min</c>.</summary>
internal static class Ages
{
    /// <summary>A required option for an age.</summary>
    public static Option<TimeSpan> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "AGE",
        Required = true,
        CustomParser = Parse,
    };

    /// <summary>An option for an age with a default.</summary>
    public static Option<TimeSpan> Option(string name, string description, TimeSpan byDefault) => new(name)
    {
        Description = description,
        HelpName = "AGE",
        DefaultValueFactory = _ => byDefault,
        CustomParser = Parse,
    };

    /// <summary>An option for a length of time, from minutes on.</summary>
    public static Option<TimeSpan?> Span(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SPAN",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Age.Parse(text) is { } span)
            {
                return span;
            }

            result.AddError($"\"{text}\" is no length of time. Write a number of minutes, hours, days or weeks: 30min, 12h, 7d or 4w.");
            return null;
        },
    };

    private static TimeSpan Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Age.Parse(text) is { } age)
        {
            return age;
        }

        result.AddError($"\"{text}\" is no age. Write a number of hours, days or weeks (12h, 90d, 4w), or of minutes (10min).");
        return default;
    }
}
