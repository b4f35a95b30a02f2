using System.CommandLine;
using SequenceLogging.Cli.Rendering;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog show ID</c>: one journey from beginning to end.</summary>
internal sealed class ShowCommand : QuestionCommand
{
    private readonly Argument<SequenceId> _id = Parsed.Argument<SequenceId>("ID", "The sequence, as SEQ-2025-07-00001.");

    private readonly Option<bool> _verbose = new("--verbose", "-v")
    {
        Description = "Whole messages, errors, metadata and traces.",
    };

    public ShowCommand(Surroundings around, SharedOptions shared)
        : base(
            "show", "Shows one journey: its steps in order, links and failures.", around, shared,
            "seqlog show SEQ-2025-07-00001",
            "seqlog show SEQ-2025-07-00001 --json | jq '.steps[] | select(.status == \"failed\")'")
    {
        Arguments.Add(_id);
        Options.Add(_verbose);
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var id = question.Arguments.GetValue(_id);
        var journey = await question.Reader.GetDetailsAsync(id, cancellationToken)
            ?? throw new ExpectedFailure(
                ExitCode.NotFound,
                $"no sequence {id} in {question.StoreName}. "
                + "Try 'seqlog find --user USER', or 'seqlog stats' for the newest ones.");

        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, journey, JourneyJson.Indented.SequenceDetails);
        }
        else
        {
            var page = question.Page;
            page.Write(JourneyCard.Lines(journey, question.Now, page.Width));
            page.WriteLine();
            page.Write(Timeline.Of(journey, question.Arguments.GetValue(_verbose), question.Now));
        }

        return ExitCode.Ok;
    }
}
