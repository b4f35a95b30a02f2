using System.CommandLine;
using System.Globalization;

namespace SequenceLogging.Cli.Commands;

/// <summary>Ages as one types them: <c>90d</c>, <c>12h</c>, <c>4w</c>.</summary>
internal static class Ages
{
    private const int MostDays = 36_500;

    /// <summary>A required option for an age.</summary>
    public static Option<TimeSpan> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "AGE",
        Required = true,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Parse(text) is { } age)
            {
                return age;
            }

            result.AddError($"\"{text}\" is no age. Write a number of hours, days or weeks: 12h, 90d or 4w.");
            return default;
        },
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
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var hours = text[^1] switch { 'h' => 1L, 'd' => 24, 'w' => 24 * 7, _ => 0 } * number;
        return hours is > 0 and <= MostDays * 24L ? TimeSpan.FromHours(hours) : null;
    }
}
