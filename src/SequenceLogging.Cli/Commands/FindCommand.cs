using System.CommandLine;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog find</c>: sequences that fit everything that is asked for.</summary>
internal sealed class FindCommand : SearchCommand
{
    private readonly SearchOptions _search = new();

    private readonly Option<int> _limit = Parsed.Limit();

    public FindCommand(Surroundings around, SharedOptions shared)
        : base(
            "find", "Finds the sequences that fit all that is asked for, newest first.", around, shared,
            "seqlog find --component payments:TE5768",
            "seqlog find --status failed --step Payment_Step_1_ProcessTON --limit 50")
    {
        foreach (var option in _search.All.Append(_limit).Append(shared.Csv))
        {
            Options.Add(option);
        }
    }

    protected override Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var query = _search.Read(question.Arguments, question.Now) with { Limit = question.Arguments.GetValue(_limit) };
        return SearchAsync(
            question, query, SearchOptions.InWords(query), "Ask for less, or try 'seqlog stats'.", cancellationToken);
    }
}
