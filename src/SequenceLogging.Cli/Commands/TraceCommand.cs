using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Insight;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Journeys;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog trace C:ID</c>: everything that happened to an entity, over all sequences.</summary>
internal sealed class TraceCommand : QuestionCommand
{
    private readonly Argument<ComponentQuery> _entity = Parsed.Argument<ComponentQuery>(
        "C:ID", "The entity, as payments:TE5768 or payments:ton_payment:TE5768.");

    private readonly Option<bool> _mentions = new("--mentions")
    {
        Description = "Only what tells of the entity itself: a link to it, or its id in a message, an error or metadata.",
    };

    private readonly Option<int?> _limit = new("--limit", "-n")
    {
        Description = "At most this many events, the newest. Default: all.",
        HelpName = "N",
        CustomParser = result => Parsed.Number(result, "limit", 1, int.MaxValue),
    };

    public TraceCommand(Surroundings around, SharedOptions shared)
        : base(
            "trace", "Shows what happened to an entity, as a payment, over all sequences linked to it, in one timeline.", around, shared,
            "seqlog trace payments:TE5768",
            "seqlog trace payments:TE5768 --mentions",
            "seqlog trace ads:ad:87 --json | jq '.[] | select(.kind == \"error\")'")
    {
        Arguments.Add(_entity);
        Options.Add(_mentions);
        Options.Add(_limit);
        Options.Add(shared.Csv);
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var arguments = question.Arguments;
        var entity = arguments.GetValue(_entity);
        var trace = await question.Analysis.TraceAsync(entity, cancellationToken: cancellationToken);
        var wanted = arguments.GetValue(_mentions) ? trace.Events.Where(e => e.Mentions) : trace.Events;
        var events = wanted.TakeLast(arguments.GetValue(_limit) ?? int.MaxValue).ToList();
        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, [.. events.Select(Row)], JourneyJson.Indented.IReadOnlyListEventRow);
        }
        else if (arguments.GetValue(Shared.Csv))
        {
            CsvAnswers.Trace.Write(Around.Out, events.Select(Row));
        }
        else
        {
            question.Page.Write(TraceTable.Of(events, question.Page.Width));
        }

        if (trace.Sequences.Count == 0)
        {
            throw new ExpectedFailure(
                ExitCode.NotFound,
                $"no sequence is linked to {entity} in {question.StoreName}. Try 'seqlog find --text {entity.Rest}', which looks into messages.");
        }

        if (!question.IsJson)
        {
            question.Note(TraceTable.Legend(trace));
        }

        if (trace.HasMore)
        {
            question.Note(
                $"these are the newest {trace.Sequences.Count} sequences. For older ones: seqlog find --component {entity} "
                + $"--before {trace.Sequences[0].SequenceId}.");
        }

        return ExitCode.Ok;
    }

    private static EventRow Row(TraceEvent one) => EventRow.Of(one.Sequence, one.Moment) with { Mentions = one.Mentions };
}
