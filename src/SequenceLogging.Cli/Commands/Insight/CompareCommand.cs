using System.CommandLine;
using SequenceLogging.Cli.Rendering.Insight;
using SequenceLogging.Insight.Comparing;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.Cli.Commands.Insight;

/// <summary><c>seqlog compare ID [ID]</c>: a journey beside one that ended well, and their first difference.</summary>
internal sealed class CompareCommand : QuestionCommand
{
    private readonly Argument<SequenceId> _id = Parsed.Argument<SequenceId>("ID", "The journey that failed or is stuck.");

    private readonly Argument<SequenceId?> _other = new("OTHER")
    {
        Description = "The one to compare it with. Default is the most similar one that was completed.",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            if (SequenceId.TryParse(result.Tokens[0].Value, out var id))
            {
                return id;
            }

            result.AddError($"\"{result.Tokens[0].Value}\" is not a sequence id. Write it as SEQ-2025-07-00001.");
            return null;
        },
    };

    public CompareCommand(Surroundings around, SharedOptions shared)
        : base(
            "compare", "Shows a journey beside the most similar one that ended well, and where it first left its way.", around, shared,
            "seqlog compare SEQ-2025-07-00004",
            "seqlog compare SEQ-2025-07-00004 SEQ-2025-07-00001 --json | jq .first")
    {
        Arguments.Add(_id);
        Arguments.Add(_other);
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var contrast = await CompareAsync(question, cancellationToken);
        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, ContrastAnswer.Of(contrast), JourneyJson.Indented.ContrastAnswer);
        }
        else
        {
            ContrastView.Write(question.Page, contrast);
        }

        return ExitCode.Ok;
    }

    private async Task<JourneyContrast> CompareAsync(Question question, CancellationToken cancellationToken)
    {
        var (id, other) = (question.Arguments.GetValue(_id), question.Arguments.GetValue(_other));
        try
        {
            return other is { } named
                ? await question.Analysis.CompareAsync(id, named, cancellationToken)
                : await question.Analysis.CompareAsync(id, cancellationToken)
                    ?? throw new ExpectedFailure(
                        ExitCode.NotFound,
                        $"no completed sequence in {question.StoreName} has a step in common with {id}. Name one: seqlog compare {id} OTHER.");
        }
        catch (KeyNotFoundException e)
        {
            throw new ExpectedFailure(ExitCode.NotFound, $"{e.Message} Try 'seqlog find --user USER', or 'seqlog failed'.");
        }
    }
}
