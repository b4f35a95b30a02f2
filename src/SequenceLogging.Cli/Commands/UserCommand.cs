using System.CommandLine;
using SequenceLogging.Journeys;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog user ID</c>: where a user is, and was.</summary>
internal sealed class UserCommand : SearchCommand
{
    private readonly Argument<UserId> _user = Parsed.Argument<UserId>("ID", "The user: a number or a text.");

    private readonly Option<int> _limit = Parsed.Limit();

    public UserCommand(Surroundings around, SharedOptions shared)
        : base("user", "Lists the sequences of a user, newest first.", around, shared, "seqlog user 566158428")
    {
        Arguments.Add(_user);
        Options.Add(_limit);
        Options.Add(shared.Csv);
    }

    protected override Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var user = question.Arguments.GetValue(_user);
        return SearchAsync(
            question,
            new SequenceQuery { UserId = user, Limit = question.Arguments.GetValue(_limit) },
            $"of user {user}",
            "Try 'seqlog find --text NAME' for a user's name.",
            cancellationToken);
    }
}
