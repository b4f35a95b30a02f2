using System.CommandLine;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog list</c>: the newest sequences.</summary>
internal sealed class ListCommand : SearchCommand
{
    private readonly SearchOptions _search = new();

    private readonly Option<int> _limit = Parsed.Limit();

    public ListCommand(Surroundings around, SharedOptions shared)
        : base(
            "list", "Lists the newest sequences.", around, shared,
            "seqlog list",
            "seqlog list --status active --limit 50",
            "seqlog list --user 566158428 --before SEQ-2025-07-00434")
    {
        Option[] all = [_search.User, _search.Status, _search.Before, _limit, shared.Csv];
        foreach (var option in all)
        {
            Options.Add(option);
        }
    }

    protected override Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var query = _search.Read(question.Arguments, question.Now) with { Limit = question.Arguments.GetValue(_limit) };
        return SearchAsync(
            question, query, SearchOptions.InWords(query), "'seqlog find' looks for them by more.", cancellationToken);
    }
}
