using System.CommandLine;
using SequenceLogging.Cli.Commands.Seq;
using SequenceLogging.Insight;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog show ID</c>: one journey from beginning to end.</summary>
internal sealed class ShowCommand : QuestionCommand
{
    private readonly Argument<SequenceReference> _id = Parsed.Argument<SequenceReference>(
        "ID", "The sequence, as SEQ-2025-07-00001, or the key of a pending one, as pending-0198…");

    private readonly Option<bool> _verbose = new("--verbose", "-v")
    {
        Description = "Whole messages, errors, metadata and traces.",
    };

    private readonly Option<string?> _seq = new("--seq")
    {
        Description = $"A Seq server: tells where the journey and its failed steps stand there. Default ${SeqOptions.UrlVariable}, else none.",
        HelpName = "URL",
    };

    private readonly Option<bool> _watch = new("--watch", "-w")
    {
        Description = "Follows the journey until it ends, or Ctrl-C: draws it anew on a terminal, appends what is new elsewhere.",
    };

    public ShowCommand(Surroundings around, SharedOptions shared)
        : base(
            "show", "Shows one journey: its steps in order, links and failures.", around, shared,
            "seqlog show SEQ-2025-07-00001",
            "seqlog show SEQ-2025-07-00001 --watch",
            "seqlog show SEQ-2025-07-00001 --json | jq '.steps[] | select(.status == \"failed\")'")
    {
        Arguments.Add(_id);
        Options.Add(_verbose);
        Options.Add(_seq);
        Options.Add(_watch);
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var sequence = question.Arguments.GetValue(_id);
        var journey = await question.FindJourneyAsync(sequence, cancellationToken);
        if (journey is null)
        {
            throw new ExpectedFailure(ExitCode.NotFound, $"no sequence {sequence} in {question.StoreName}. {NextStep(sequence)}");
        }

        if (question.Arguments.GetValue(_watch))
        {
            var watch = new JourneyWatch(Around, question.Reader, question.Arguments.GetValue(_verbose), question.IsJson);
            await watch.RunAsync(journey, cancellationToken);
            return ExitCode.Ok;
        }

        var seq = SeqOptions.FindAddresses(question.Arguments.GetValue(_seq), Around);
        if (question.IsJson && seq is not null)
        {
            Around.Out.Write(seq.Json(journey) + "\n");
        }
        else if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, journey, JourneyJson.Indented.SequenceDetails);
        }
        else
        {
            var page = question.Page;
            var report = await JourneyReport.ReadAsync(question.Reader, journey, new StuckRules(), question.Now, cancellationToken);
            var rejected = await CountRejectedAsync(question, journey.SequenceId, cancellationToken);
            page.Write(JourneyCard.Lines(journey, rejected.Length > 0 ? rejected + " rejected" : "", question.Now, page.Width));
            page.WriteLine();
            page.Write(Timeline.Of(report, question.Arguments.GetValue(_verbose)));
            if (seq is not null)
            {
                page.WriteLine();
                page.Write(seq.Lines(journey));
            }

            if (rejected.Length > 0)
            {
                question.Note(
                    $"rejected from this journey: {rejected}. See 'seqlog rejected list --sequence {journey.SequenceId}'.");
            }
        }

        return ExitCode.Ok;
    }

    private static async Task<string> CountRejectedAsync(Question question, SequenceId id, CancellationToken cancellationToken)
    {
        var search = new RejectedSearch(question.Reader, id);
        var count = await search.CountAsync(cancellationToken);
        return count == 0 ? "" : (search.HasStopped ? "at least " : "") + Numbers.Of(count, "event");
    }

    private static string NextStep(SequenceReference sequence) => sequence.Key is null
        ? "Try 'seqlog find --user USER', or 'seqlog stats' for the newest ones."
        : "It has its id when the process that began it has written it, or the next one that opens the store to write.";
}
