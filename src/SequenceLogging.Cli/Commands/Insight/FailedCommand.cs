using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Cli.Rendering.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Lines;

namespace SequenceLogging.Cli.Commands.Insight;

/// <summary><c>seqlog failed</c>: the sequences that failed, and why.</summary>
internal sealed class FailedCommand : QuestionCommand
{
    private readonly Option<string?> _step = new("--step") { Description = "With a step of exactly this name.", HelpName = "NAME" };

    private readonly Option<UserId?> _user = Parsed.Option<UserId>("--user", "U", "Of this user.");

    private readonly Option<SequenceId?> _before = Parsed.Option<SequenceId>(
        "--before", "ID", "Older than this sequence: the last one of the page before.");

    private readonly Option<int> _limit = Parsed.Limit();

    public FailedCommand(Surroundings around, SharedOptions shared)
        : base(
            "failed", "Shows the sequences that failed, newest first, and why each did.", around, shared,
            "seqlog failed",
            "seqlog failed --step Payment_Step_1_ProcessTON --csv > failed.csv")
    {
        Option[] all = [_step, _user, _before, _limit, shared.Csv];
        foreach (var option in all)
        {
            Options.Add(option);
        }
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var arguments = question.Arguments;
        var query = new SequenceQuery
        {
            StepName = arguments.GetValue(_step),
            UserId = arguments.GetValue(_user),
            Before = arguments.GetValue(_before),
            Limit = arguments.GetValue(_limit),
        };
        var failed = await question.Analysis.FindFailedAsync(query, cancellationToken);
        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, failed, JourneyJson.Indented.IReadOnlyListFailedSequence);
        }
        else if (arguments.GetValue(Shared.Csv))
        {
            CsvAnswers.Failed.Write(Around.Out, failed);
        }
        else if (failed.Count == 0)
        {
            question.Page.WriteLine(new Phrase("✔ ", Look.Good).Add($"no failed sequence in {question.StoreName}"));
        }
        else
        {
            question.Page.Write(FailedView.Of(failed, question.Now));
        }

        if (failed.Count == query.Limit && !question.IsJson)
        {
            question.Note($"these are the newest {failed.Count}. For older ones add --limit N, or --before {failed[^1].SequenceId}.");
        }

        return ExitCode.Ok;
    }
}
