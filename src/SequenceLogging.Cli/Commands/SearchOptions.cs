using System.CommandLine;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Commands;

/// <summary>What sequences are looked for by, with the same words in every command that looks for some.</summary>
internal sealed class SearchOptions
{
    public Option<ComponentQuery?> Component { get; } = Parsed.Option<ComponentQuery>(
        "--component", "C:ID", "Linked to this, as payments:TE5768 or payments:ton_payment:TE5768.");

    public Option<UserId?> User { get; } = Parsed.Option<UserId>("--user", "U", "Of this user.");

    public Option<string?> Step { get; } = new("--step")
    {
        Description = "With a step of exactly this name.",
        HelpName = "NAME",
    };

    public Option<string?> Text { get; } = new("--text")
    {
        Description = "With this text in a message, an error, metadata or the user's name.",
        HelpName = "T",
    };

    public Option<SequenceStatus?> Status { get; } = Parsed.Status();

    public Option<SequenceId?> Before { get; } = Parsed.Option<SequenceId>(
        "--before", "ID", "Older than this sequence: the last one of the page before.");

    public Option<string?> Flow { get; } = new("--flow")
    {
        Description = "With a step of this flow, as CreateAd.",
        HelpName = "FLOW",
    };

    public Option<PropertyQuery?> Property { get; } = Parsed.Property(
        "--property", "With this property in the metadata that it began with, or of one of its steps.");

    public Option<string?> Language { get; } = new("--language")
    {
        Description = "Of a user with this language.",
        HelpName = "L",
    };

    public Option<Func<DateTimeOffset, DateTimeOffset>?> Since { get; } = Moments.Option(
        "--since", "Begun then or later: 2025-07-14, 2025-07-14T09:30Z, or an age as 12h, 7d or 4w.");

    public Option<Func<DateTimeOffset, DateTimeOffset>?> Until { get; } = Moments.Option("--until", "Begun before then.");

    public Option<DateTimeOffset?> Month { get; } = Moments.Month("--month", "Begun in this month, UTC.");

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [.. Common, Flow, Text, Before];

    /// <summary>Those that say which sequences a question about many is about.</summary>
    public IReadOnlyList<Option> Common => [Since, Until, Month, User, Language, Property, Status, Step, Component];

    /// <summary>What was asked for; options that the command does not have ask for nothing.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="now">When it is asked: ages count from then.</param>
    /// <exception cref="ExpectedFailure">The options contradict each other.</exception>
    public SequenceQuery Read(ParseResult arguments, DateTimeOffset now)
    {
        var (since, until, month) = (arguments.GetValue(Since), arguments.GetValue(Until), arguments.GetValue(Month));
        if (month is not null && (since ?? until) is not null)
        {
            throw new ExpectedFailure(ExitCode.Usage, "--month says since when and until when. Leave out --since and --until.");
        }

        var (from, before) = (month ?? since?.Invoke(now), month?.AddMonths(1) ?? until?.Invoke(now));
        if (from >= before)
        {
            throw new ExpectedFailure(ExitCode.Usage, $"--since {Times.Full(from.Value)} is not before --until {Times.Full(before.Value)}: no time lies between.");
        }

        return new SequenceQuery
        {
            Component = arguments.GetValue(Component),
            UserId = arguments.GetValue(User),
            StepName = arguments.GetValue(Step),
            Text = arguments.GetValue(Text),
            Status = arguments.GetValue(Status),
            Before = arguments.GetValue(Before),
            Flow = arguments.GetValue(Flow),
            Property = arguments.GetValue(Property),
            Language = arguments.GetValue(Language),
            CreatedFrom = from,
            CreatedBefore = before,
        };
    }

    /// <summary>The query behind "no sequence".</summary>
    public static string InWords(SequenceQuery query)
    {
        string?[] parts =
        [
            query.Status?.ToText() is { } status ? $"in status {status}" : null,
            query.UserId is { } user ? $"of user {user}" : null,
            query.Component is { } component ? $"linked to {component}" : null,
            query.StepName is { } step ? $"with step {step}" : null,
            query.Flow is { } flow ? $"with flow {flow}" : null,
            query.Property is { } property ? $"with {property}" : null,
            query.Language is { } language ? $"in language {language}" : null,
            query.CreatedFrom is { } from ? $"begun since {Times.Full(from)}" : null,
            query.CreatedBefore is { } until ? $"begun before {Times.Full(until)}" : null,
            query.Text is { } text ? $"with text \"{text}\"" : null,
            query.Before is { } before ? $"before {before}" : null,
        ];
        return string.Join(", ", parts.Where(p => p is not null)) is { Length: > 0 } words ? words : "at all";
    }
}
