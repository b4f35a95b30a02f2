using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Reporting.Changes;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Journeys;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog rejected retry</c>: gives the store once more what it refused.</summary>
internal sealed class RejectedRetryCommand : ChangeCommand
{
    private readonly Argument<long[]> _ids = new("ID")
    {
        Description = "Which ones, by the numbers that 'seqlog rejected list' shows first.",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = result => [.. result.Tokens.Select(t => Parsed.RejectedId(result, t.Value))],
    };

    private readonly Option<bool> _all = new("--all")
    {
        Description = "All that can be tried again, oldest first.",
    };

    public RejectedRetryCommand(Surroundings around, SharedOptions shared)
        : base(
            "retry", "Tries rejected events again; those that the store takes now are in their journeys, and no longer rejected.",
            around, shared,
            "seqlog rejected retry 17 18",
            "seqlog rejected retry --all")
    {
        Arguments.Add(_ids);
        Options.Add(_all);
        Validators.Add(result =>
        {
            var (hasIds, isAll) = (result.GetResult(_ids) is { Tokens.Count: > 0 }, result.GetValue(_all));
            if (hasIds == isAll)
            {
                result.AddError(isAll
                    ? "--all means every one. Leave the ids out, or --all."
                    : "it was not said what to try again. Name ids that 'seqlog rejected list' shows, or --all.");
            }
        });
    }

    protected override async Task<int> ChangeAsync(Question question, SequenceLog log, CancellationToken cancellationToken)
    {
        var isAll = question.Arguments.GetValue(_all);
        var ids = isAll ? await FindAllAsync(log, cancellationToken) : question.Arguments.GetValue(_ids)!.Distinct();
        var answers = new List<RetryAnswer>();
        try
        {
            foreach (var id in ids)
            {
                var answer = await RetryAnswer.TryAsync(log.Store, id, cancellationToken);
                answers.Add(answer);
                if (!question.IsJson)
                {
                    question.Page.WriteText(answer.ToPhrase());
                }
            }
        }
        finally
        {
            // Whatever ends it in the middle: what was done is told.
            if (question.IsJson)
            {
                JourneyJson.Write(Around.Out, answers, ToolJson.Indented.IReadOnlyListRetryAnswer);
            }
        }

        if (answers.Count != 1 && !question.IsJson)
        {
            question.Note(RetryAnswer.Sum(answers, question.StoreName));
        }

        return answers.Exists(a => a.IsRefused) ? ExitCode.Failure
            : answers.Exists(a => a.IsMissing) ? ExitCode.NotFound
            : ExitCode.Ok;
    }

    /// <summary>In the order in which they came, which is that of their journeys.</summary>
    private static async Task<IEnumerable<long>> FindAllAsync(SequenceLog log, CancellationToken cancellationToken)
    {
        var ids = new Stack<long>();
        await foreach (var one in new RejectedSearch(log.Store.Reader).FromAsync(null, cancellationToken))
        {
            if (one.CanRetry)
            {
                ids.Push(one.Id);
            }
        }

        return ids;
    }
}
