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
        // A mistyped option may have been taken for an argument, and then the argument is what is left over.
        var unknown = parsed.Tokens.FirstOrDefault(IsMistypedOption)?.Value
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
        var guess = known.MinBy(name => Distance(unknown, name));
        var isClose = guess is not null && Distance(unknown, guess) <= Math.Max(2, unknown.Length / 3);
        var owner = command is RootCommand ? "" : $" of {FullName(parsed.CommandResult)[(SeqlogCommand.ToolName.Length + 1)..]}";
        return $"there is no {what} \"{unknown}\"{owner}."
            + (isClose ? $" Did you mean '{guess}'?" : "");
    }

    private static bool IsMistypedOption(Token token) =>
        token.Type is TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal);

    private static IEnumerable<Option> OptionsOf(CommandResult result) =>
        result.Command.Options.Concat(
            result.Parent is CommandResult parent ? OptionsOf(parent).Where(o => o.Recursive) : []);

    /// <summary><c>seqlog rejected list</c>.</summary>
    private static string FullName(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{FullName(parent)} {result.Command.Name}" : SeqlogCommand.ToolName;

    /// <summary>How many letters must be added, removed or changed.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
