using SequenceLogging.Cli.Rendering;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog stats</c>: the totals.</summary>
internal sealed class StatsCommand(Surroundings around, SharedOptions shared) : QuestionCommand(
    "stats", "Shows totals, components, counters, and what became of everything that was logged.", around, shared,
    "seqlog stats",
    "seqlog stats --json | jq .delivery")
{
    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var statistics = await question.Reader.GetStatisticsAsync(cancellationToken);
        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, statistics, JourneyJson.Indented.SystemStatistics);
        }
        else
        {
            StatisticsView.Write(question.Page, statistics, question.Now);
        }

        return ExitCode.Ok;
    }
}
