using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Retention;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog prune --older-than 90d</c>: journeys in which nothing happens any more leave the store.</summary>
internal sealed class PruneCommand : ChangeCommand
{
    private readonly Option<TimeSpan> _olderThan = Ages.Option("--older-than", "Those in which nothing has happened for so long: 12h, 90d, 4w.");
    private readonly Option<SequenceStatus?> _status = Parsed.Status();

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Only counts what would go.",
    };

    public PruneCommand(Surroundings around, SharedOptions shared)
        : base(
            "prune",
            "Removes old journeys, a few at a time so that nobody who writes is held up. Active ones go only when asked for.",
            around, shared,
            "seqlog prune --older-than 90d --dry-run",
            "seqlog prune --older-than 52w --status completed",
            "seqlog prune --older-than 180d --status active")
    {
        _status.Description = "Only those in this status; default all but the active ones.";
        Options.Add(_olderThan);
        Options.Add(_status);
        Options.Add(_dryRun);
    }

    protected override async Task<int> ChangeAsync(Question question, SequenceLog log, CancellationToken cancellationToken)
    {
        var query = new PruneQuery
        {
            IdleSince = question.Now - question.Arguments.GetValue(_olderThan),
            Status = question.Arguments.GetValue(_status),
            IsDryRun = question.Arguments.GetValue(_dryRun),
        };
        var start = Around.Time.GetTimestamp();
        var pruner = new StorePruner(log.Store, Around.Time);
        var talk = new PruneTalk(Around, query.IsDryRun);
        Pruning pruned;
        try
        {
            pruned = await pruner.RunAsync(query, null, talk, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            talk.End();
            throw new ExpectedFailure(
                ExitCode.Interrupted,
                query.IsDryRun
                    ? "interrupted."
                    : $"interrupted: {Numbers.Of(talk.Sequences, "sequence")} went, the others stay. Run it again to go on.");
        }
        finally
        {
            talk.End();
        }

        var idle = query.Status is null
            ? await pruner.RunAsync(query with { Status = SequenceStatus.Active, IsDryRun = true }, null, null, cancellationToken)
            : null;
        var answer = PruneAnswer.Of(question.StoreName, query, pruned, idle?.Sequences ?? 0, Around.Time.GetElapsedTime(start));
        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, answer, ToolJson.Indented.PruneAnswer);
        }
        else
        {
            question.Page.WriteText(answer.ToPhrase());
        }

        if (answer.IdleActive > 0)
        {
            question.Note(
                (answer.IdleActive == 1
                    ? "1 active sequence has been idle for as long and stays."
                    : $"{Numbers.Of(answer.IdleActive, "active sequence")} have been idle for as long and stay.")
                + " To prune those too, add --status active.");
        }

        return ExitCode.Ok;
    }
}
