using System.CommandLine;
using SequenceLogging.Cli.Rendering.Insight;
using SequenceLogging.Insight.Health;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.Cli.Commands.Insight;

/// <summary><c>seqlog health</c>: what is lost, fails more than before, is stuck, slow or silent, in words.</summary>
internal sealed class HealthCommand : QuestionCommand
{
    private readonly Option<int> _days = new("--days")
    {
        Description = "The days that are looked at, today the last of them; as many before are compared. From 1 to 90.",
        HelpName = "N",
        DefaultValueFactory = _ => new HealthRules().Days,
        CustomParser = result => Parsed.Number(result, "number of days", 1, 90),
    };

    private readonly Option<bool> _exitCode = new("--exit-code")
    {
        Description = $"Ends with {ExitCode.Failure} when there is a finding, for monitors.",
    };

    public HealthCommand(Surroundings around, SharedOptions shared)
        : base(
            "health", "Says in words what is lost, fails more than last week, is stuck, slow or silent.", around, shared,
            "seqlog health",
            "seqlog health --days 1 --exit-code || page-somebody")
    {
        Options.Add(_days);
        Options.Add(_exitCode);
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var rules = new HealthRules { Days = question.Arguments.GetValue(_days) };
        var report = await question.Analysis.GetHealthAsync(rules, cancellationToken: cancellationToken);
        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, HealthAnswer.Of(report), JourneyJson.Indented.HealthAnswer);
        }
        else
        {
            HealthView.Write(question.Page, report);
        }

        return report.Findings.Count > 0 && question.Arguments.GetValue(_exitCode) ? ExitCode.Failure : ExitCode.Ok;
    }
}
