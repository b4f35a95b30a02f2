using System.CommandLine;

namespace SequenceLogging.Cli.Commands.Completion;

/// <summary>
/// <c>seqlog suggest -- LINE</c>, which the scripts of <see cref="CompletionCommand"/> call: the words that may stand at the end
/// of a line, each on a line of its own. The [suggest] directive of the library tells aliases like /h beside them.
/// </summary>
internal sealed class SuggestCommand : Command, IHaveExamples
{
    private readonly Surroundings _around;

    private readonly Argument<string?> _line = new("LINE")
    {
        Description = "What was typed behind seqlog, up to the cursor.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public SuggestCommand(Surroundings around)
        : base("suggest", "Tells shells what may stand at the end of a line.")
    {
        _around = around;
        Hidden = true;
        Arguments.Add(_line);
        SetAction(Print);
    }

    public IReadOnlyList<string> Examples { get; } = ["seqlog suggest -- 'find --st'"];

    private int Print(ParseResult arguments)
    {
        var line = arguments.GetValue(_line) ?? "";
        var start = line[(line.LastIndexOf(' ') + 1)..];
        var typed = arguments.RootCommandResult.Command.Parse(line, SeqlogApp.Grammar);
        if (typed.UnmatchedTokens.Count > Math.Min(start.Length, 1))
        {
            return ExitCode.Ok; // behind what makes no sense nothing does
        }

        var words = typed.GetCompletions(line.Length)
            .Select(item => item.InsertText ?? item.Label)
            .Where(word => word.StartsWith(start, StringComparison.Ordinal) && IsWord(word))
            .Distinct(StringComparer.Ordinal)
            .ToLookup(word => word.StartsWith('-'));

        // Options are many: they wait for their dash, unless nothing else can stand there, not even a file.
        var isDash = start.StartsWith('-') || (!words[false].Any() && typed.CommandResult.Command.Arguments.Count == 0);
        foreach (var word in isDash ? words[true].Where(w => w.StartsWith("--", StringComparison.Ordinal)) : words[false])
        {
            _around.Out.WriteLine(word);
        }

        return ExitCode.Ok;
    }

    // What was logged is no part of a command line that somebody did not mean: no quotes, spaces, dollars or line breaks.
    private static bool IsWord(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '@');
}
