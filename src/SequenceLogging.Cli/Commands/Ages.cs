using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace SequenceLogging.Cli.Commands;

/// <summary>Ages as one types them: <c>90d</c>, <c>12h</c>, <c>4w</c>, <c>10min</c>.</summary>
internal static class Ages
{
    private const int MostDays = 36_500;

    // Minutes are not m, which others take for months: nobody shall prune what is older than three minutes.
    private static readonly (string Name, TimeSpan Length)[] Units =
    [
        ("min", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)), ("w", TimeSpan.FromDays(7)),
    ];

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
            if (ParseMinutes(text) is { } span)
            {
                return span;
            }

            result.AddError($"\"{text}\" is no length of time. Write a number of minutes, hours, days or weeks: 30min, 12h, 7d or 4w.");
            return null;
        },
    };

    private static TimeSpan? ParseMinutes(string text) =>
        text.EndsWith("min", StringComparison.Ordinal)
        && int.TryParse(text.AsSpan(0, text.Length - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
        && minutes is > 0 and <= MostDays * 24 * 60
            ? TimeSpan.FromMinutes(minutes)
            : Parse(text);

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

    private static TimeSpan Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Parse(text) is { } age)
        {
            return age;
        }

        result.AddError($"\"{text}\" is no age. Write a number of hours, days or weeks (12h, 90d, 4w), or of minutes (10min).");
        return default;
    }
}
