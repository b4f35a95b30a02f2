using System.CommandLine;
using SequenceLogging.Journeys;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog find</c>: sequences that fit everything that is asked for.</summary>
internal sealed class FindCommand : SearchCommand
{
    private readonly Option<ComponentQuery?> _component = Parsed.Option<ComponentQuery>(
        "--component", "C:ID", "Linked to this, as payments:TE5768 or payments:ton_payment:TE5768.");

    private readonly Option<UserId?> _user = Parsed.Option<UserId>("--user", "U", "Of this user.");

    private readonly Option<string?> _step = new("--step")
    {
        Description = "With a step of exactly this name.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _text = new("--text")
    {
        Description = "With this text in a message, an error, metadata or the user's name.",
        HelpName = "T",
    };

    private readonly Option<SequenceStatus?> _status = Parsed.Status();

    private readonly Option<SequenceId?> _before = Parsed.Option<SequenceId>(
        "--before", "ID", "Older than this sequence: the last one of the page before.");

    private readonly Option<int> _limit = Parsed.Limit();

    public FindCommand(Surroundings around, SharedOptions shared)
        : base(
            "find", "Finds the sequences that fit all that is asked for, newest first.", around, shared,
            "seqlog find --component payments:TE5768",
            "seqlog find --status failed --step Payment_Step_1_ProcessTON --limit 50")
    {
        Option[] all = [_component, _user, _step, _text, _status, _before, _limit, shared.Csv];
        foreach (var option in all)
        {
            Options.Add(option);
        }
    }

    protected override Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var arguments = question.Arguments;
        var query = new SequenceQuery
        {
            Component = arguments.GetValue(_component),
            UserId = arguments.GetValue(_user),
            StepName = arguments.GetValue(_step),
            Text = arguments.GetValue(_text),
            Status = arguments.GetValue(_status),
            Before = arguments.GetValue(_before),
            Limit = arguments.GetValue(_limit),
        };
        return SearchAsync(question, query, InWords(query), "Ask for less, or try 'seqlog stats'.", cancellationToken);
    }

    private static string InWords(SequenceQuery query)
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
