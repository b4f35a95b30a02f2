using System.CommandLine;
using System.CommandLine.Parsing;

namespace SequenceLogging.Cli.Commands;

/// <summary>What is wrong with a command line, in one line that says how to go on.</summary>
internal static class UsageError
{
    /// <exception cref="ExpectedFailure">The command line makes no sense.</exception>
    public static void ThrowIfAny(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0)
        {
            return;
        }

        var command = parsed.CommandResult.Command;
        throw new ExpectedFailure(ExitCode.Usage, $"{Reason(parsed, command)} See '{FullName(parsed.CommandResult)} --help'.");
    }

    private static string Reason(ParseResult parsed, Command command)
    {
        // Behind a mistyped command its options are unknown as well, and the command is what to mend.
        var mistyped = command.Subcommands.Count > 0 ? parsed.UnmatchedTokens.FirstOrDefault(t => !t.StartsWith('-')) : null;

        // A mistyped option may have been taken for an argument, and then the argument is what is left over.
        var unknown = mistyped ?? parsed.Tokens.FirstOrDefault(IsMistypedOption)?.Value
            ?? (parsed.UnmatchedTokens is [var first, ..] ? first : null);
        if (unknown is null)
        {
            return command.Subcommands.Count > 0 && command is not RootCommand
                ? $"{command.Name} needs to know what to do: {string.Join(" or ", command.Subcommands.Select(c => c.Name))}."
                : parsed.Errors[0].Message;
        }

        var (what, known) = unknown.StartsWith('-')
            ? ("option", OptionsOf(parsed.CommandResult).Select(o => o.Name))
            : command.Subcommands.Count > 0 ? ("command", command.Subcommands.Select(c => c.Name)) : ("argument", []);
        var owner = command is RootCommand ? "" : $" of {FullName(parsed.CommandResult)[(SeqlogCommand.ToolName.Length + 1)..]}";
        return $"there is no {what} \"{unknown}\"{owner}."
            + (command is RootCommand && SequenceId.TryParse(unknown, out _)
                ? Nearest.Question([$"{SeqlogCommand.ToolName} show {unknown}"])
                : Nearest.Question([.. Nearest.To(unknown, known).Take(1)]));
    }

    private static bool IsMistypedOption(Token token) =>
        token.Type is TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal);

    private static IEnumerable<Option> OptionsOf(CommandResult result) =>
        result.Command.Options.Concat(
            result.Parent is CommandResult parent ? OptionsOf(parent).Where(o => o.Recursive) : []);

    /// <summary><c>seqlog rejected list</c>.</summary>
    private static string FullName(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{FullName(parent)} {result.Command.Name}" : SeqlogCommand.ToolName;
}
