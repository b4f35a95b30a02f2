using System.Globalization;
using SequenceLogging.Reporting.Asking;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>Parameters that several addresses take, with the same names and words as the command line's options.</summary>
internal static class Parameters
{
    /// <summary>Most sequences of one page.</summary>
    public const int MostOfPage = 500;

    public static ApiParameter<SequenceReference> Id { get; } = new("id", "The sequence's id, or the key of a pending one.", SequenceReference.Parse)
    {
        IsInPath = true, IsRequired = true, Example = "SEQ-2025-07-00001",
    };

    public static ApiParameter<SequenceId?> Before { get; } = new(
        "before", "Only sequences older than this one: the last one of the page before.", text => SequenceId.Parse(text))
    {
        Example = "SEQ-2025-07-00001",
    };

    public static ApiParameter<int?> Limit { get; } = Number("limit", "At most this many.", 1, MostOfPage) with { Example = "20" };

    public static ApiParameter<string?> RequiredText(string name, string description) => Text(name, description) with { IsRequired = true };

    public static ApiParameter<string?> Text(string name, string description) => new(name, description, NotBlank);

    public static ApiParameter<int?> Number(string name, string description, int least, int most) => new(
        name,
        $"{description} From {least} to {most}.",
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{Quoted.Text(text)} is no number from {least} to {most}."))
    {
        SchemaType = "integer",
    };

    public static ApiParameter<bool?> Flag(string name, string description) => new(name, description, text => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new FormatException($"{Quoted.Text(text)} is neither true nor false."),
    })
    {
        SchemaType = "boolean",
    };

    public static ApiParameter<string?> Word(string name, string description, params string[] words) => new(
        name,
        description,
        text => words.Contains(text, StringComparer.Ordinal)
            ? text
            : throw new FormatException($"{Quoted.Text(text)} is not among its words. Write {string.Join(", ", words[..^1])} or {words[^1]}."))
    {
        Words = words,
    };

    public static ApiParameter<Func<DateTimeOffset, DateTimeOffset>?> Moment(string name, string description) => new(
        name,
        description + " A date or time of ISO 8601, or an age.",
        text => Reporting.Asking.Moment.Parse(text)
            ?? throw new FormatException($"{Quoted.Text(text)} is no time. {Reporting.Asking.Moment.Advice}"))
    {
        Example = "7d",
    };

    public static ApiParameter<DateTimeOffset?> Month(string name, string description) => new(
        name,
        description,
        text => Reporting.Asking.Moment.ParseMonth(text)
            ?? throw new FormatException($"{Quoted.Text(text)} is no month. Write year and month, as 2025-07."))
    {
        Example = "2025-07",
    };

    public static ApiParameter<TimeSpan?> Span(string name, string description) => new(
        name,
        description,
        text => Age.Parse(text)
            ?? throw new FormatException($"{Quoted.Text(text)} is no length of time. Write 30min, 12h, 7d or 4w."))
    {
        Example = "7d",
    };

    private static string? NotBlank(string text) =>
        string.IsNullOrWhiteSpace(text) ? throw new FormatException("it is blank. Write a text, or leave it out.") : text;
}
