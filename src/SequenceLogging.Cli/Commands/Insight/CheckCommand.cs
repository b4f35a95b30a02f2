using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Cli.Rendering.Insight;
using SequenceLogging.Insight;
using SequenceLogging.Insight.Conformance;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.Cli.Commands.Insight;

/// <summary><c>seqlog check</c>: whether journeys go as their flows say.</summary>
internal sealed class CheckCommand : InsightCommand
{
    private const string Conforming = "conforming", Deviating = "deviating", Outside = "outside";

    private readonly Option<string?> _flow = new("--flow")
    {
        Description = "Only this flow. Default: all that names of steps tell.",
        HelpName = "FLOW",
    };

    public CheckCommand(Surroundings around, SharedOptions shared)
        : base(
            "check", "Checks journeys against their flows, as the numbers in the names of steps tell them: what was skipped, repeated, "
            + "made out of order, or is missing at the end.",
            "skipped:STEP, repeated:STEP, outOfOrder:STEP, missing:STEP, conforming, deviating, or outside for those in none of the flows.",
            around, shared,
            "seqlog check --month 2025-07",
            "seqlog check --flow CreateAd --status completed",
            "seqlog check --open skipped:CreateAd_Step_3_Text") => Add(_flow);

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var query = Query(question);
        var report = await question.Analysis.CheckAsync(query, await FlowsAsync(question, cancellationToken), cancellationToken);
        if (question.Arguments.GetValue(Opened) is { } opened)
        {
            return await OpenAsync(question, Selection(report, opened), $"of {opened}", cancellationToken);
        }

        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, CheckAnswer.Of(report), JourneyJson.Indented.CheckAnswer);
        }
        else if (question.Arguments.GetValue(Shared.Csv))
        {
            CsvAnswers.Deviations.Write(Around.Out, report.Deviations);
        }
        else if (report.Sequences + report.WithoutFlow > 0)
        {
            CheckView.Write(question.Page, report);
            if (report.Flows.Count == 0)
            {
                question.Note("no name of a step tells a flow, as CreateAd_Step_3_Text does: there is nothing to check by.");
            }
        }

        return report.Sequences + report.WithoutFlow > 0
            ? ExitCode.Ok
            : throw await NothingFitsAsync(question, query, cancellationToken);
    }

    private async Task<IReadOnlyList<FlowDefinition>> FlowsAsync(Question question, CancellationToken cancellationToken)
    {
        var flows = await question.Analysis.GetFlowDefinitionsAsync(cancellationToken);
        if (question.Arguments.GetValue(_flow) is not { } name)
        {
            return flows;
        }

        ThrowIfUnknown("flow", name, [.. flows.Select(f => f.Name)], question);
        return [flows.First(f => f.Name == name)];
    }

    private static SequenceSelection Selection(ConformanceReport report, string text)
    {
        switch (text)
        {
            case Conforming:
                return report.Open(isConforming: true);
            case Deviating:
                return report.Open(isConforming: false);
            case Outside:
                return report.OpenWithoutFlow();
        }

        var parts = text.Split(':', 2);
        if (parts.Length != 2 || !DeviationKindText.TryParse(parts[0], out var kind))
        {
            throw new ExpectedFailure(
                ExitCode.Usage,
                $"\"{text}\" is no number of this answer. Write {Conforming}, {Deviating}, {Outside}, or a kind with a step, as skipped:STEP.");
        }

        // A place of several steps is found by any one of them.
        var ofKind = report.Deviations.Where(d => d.Kind == kind).ToList();
        var deviation = ofKind.Find(d => d.Step == parts[1]) ?? ofKind.Find(d => d.Step.Split(FlowPlace.Or).Contains(parts[1]));
        return deviation is not null
            ? report.Open(deviation)
            : throw new ExpectedFailure(
                ExitCode.NotFound,
                $"no sequence has {kind.ToText()} {parts[1]}.{Nearest.Question(Nearest.To(parts[1], ofKind.Select(d => d.Step)))}");
    }
}
