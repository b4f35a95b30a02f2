using System.CommandLine;
using SequenceLogging.Journeys;

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

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [Component, User, Step, Text, Status, Before];

    /// <summary>What was asked for; options that the command does not have ask for nothing.</summary>
    public SequenceQuery Read(ParseResult arguments) => new()
    {
        Component = arguments.GetValue(Component),
        UserId = arguments.GetValue(User),
        StepName = arguments.GetValue(Step),
        Text = arguments.GetValue(Text),
        Status = arguments.GetValue(Status),
        Before = arguments.GetValue(Before),
    };

    /// <summary>The query behind "no sequence".</summary>
    public static string InWords(SequenceQuery query)
    {
        string?[] parts =
        [
            query.Status?.ToText() is { } status ? $"in status {status}" : null,
            query.UserId is { } user ? $"of user {user}" : null,
            query.Component is { } component ? $"linked to {component}" : null,
            query.StepName is { } step ? $"with step {step}" : null,
            query.Text is { } text ? $"with text \"{text}\"" : null,
            query.Before is { } before ? $"before {before}" : null,
        ];
        return string.Join(", ", parts.Where(p => p is not null)) is { Length: > 0 } words ? words : "at all";
    }
}
