using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog rejected list</c>: what was rejected, and why.</summary>
internal sealed class RejectedListCommand : QuestionCommand
{
    private readonly Option<SequenceId?> _sequence = Parsed.Option<SequenceId>(
        "--sequence", "ID", "What belongs to this sequence only.");

    private readonly Option<long?> _before = Parsed.RejectedId(
        "--before", "Older than this one: the last one of the page before.");

    private readonly Option<int> _limit = Parsed.Limit();

    public RejectedListCommand(Surroundings around, SharedOptions shared)
        : base(
            "list", "Lists what was rejected and why, newest first. --json and --csv have all of each event.", around, shared,
            "seqlog rejected list --limit 50",
            "seqlog rejected list --sequence SEQ-2025-07-00001",
            "seqlog rejected list --json | jq '.[] | select(.reason == \"bad_link\") | .metadata'")
    {
        Option[] all = [_sequence, _before, _limit, shared.Csv];
        foreach (var option in all)
        {
            Options.Add(option);
        }
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var sequence = question.Arguments.GetValue(_sequence);
        var limit = question.Arguments.GetValue(_limit);
        var search = sequence is null
            ? new RejectedSearch(question.Reader, pageSize: limit)
            : new RejectedSearch(question.Reader, sequence);
        var found = new List<RejectedEvent>();
        await foreach (var one in search.FromAsync(question.Arguments.GetValue(_before), cancellationToken))
        {
            found.Add(one);
            if (found.Count == limit)
            {
                break;
            }
        }

        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, found, JourneyJson.Indented.IReadOnlyListRejectedEvent);
        }
        else if (question.Arguments.GetValue(Shared.Csv))
        {
            CsvAnswers.Rejected.Write(Around.Out, found);
        }
        else
        {
            question.Page.Write(RejectedTable.Of(found));
            foreach (var note in Notes(found, sequence, question.StoreName))
            {
                question.Note(note);
            }
        }

        TellOfMore(question, search, found, limit);
        return ExitCode.Ok;
    }

    private static IEnumerable<string> Notes(List<RejectedEvent> found, SequenceId? sequence, string store)
    {
        if (found.Count == 0)
        {
            yield return $"nothing{(sequence is null ? "" : $" of {sequence}")} that was rejected is kept in {store}.";
            yield break;
        }

        var retriable = found.Count(r => r.CanRetry);
        if (retriable > 0)
        {
            yield return $"{retriable} of these can be tried again: 'seqlog rejected retry ID', or 'seqlog rejected retry --all'.";
        }

        if (retriable < found.Count)
        {
            yield return $"{found.Count - retriable} of these cannot be tried again: mend the code that logs them, and the next ones arrive.";
        }
    }

    // Scripts are told as well: what they have is not all.
    private static void TellOfMore(Question question, RejectedSearch search, List<RejectedEvent> found, int limit)
    {
        var isFull = found.Count == limit;
        if (isFull && !question.IsJson)
        {
            question.Note($"these are the newest {limit}. For older ones add --limit N, or --before {found[^1].Id}.");
        }
        else if (!isFull && search.HasStopped)
        {
            question.Note(
                $"{Numbers.Count(RejectedSearch.MostRead)} rejected events were looked at. For older ones add --before {search.LastId}.");
        }
    }
}
