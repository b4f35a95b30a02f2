using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Cli.Rendering.Insight;
using SequenceLogging.Insight.Conformance;
using SequenceLogging.Insight.Funnels;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Asking;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.Cli.Commands.Insight;

/// <summary><c>seqlog funnel A B C</c>: who came how far.</summary>
internal sealed class FunnelCommand : InsightCommand
{
    private readonly Argument<string[]> _steps = new("STEP")
    {
        Description = "The steps in their order.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _flow = new("--flow")
    {
        Description = "The steps of this flow in the order of their numbers, instead of a list.",
        HelpName = "FLOW",
    };

    private readonly Option<string> _mode = Parsed.Word(
        "--mode", "mode of a funnel", "ordered (others may lie between), strict (one directly behind the other), or any (in any order).",
        "ordered", "strict", "any");

    private readonly Option<TimeSpan?> _window = Ages.Span("--window", "How long behind the first step the others count: 30min, 12h, 7d.");

    private readonly Option<TimeSpan?> _idle = Ages.Span(
        "--idle", "Open sequences that have been quiet for longer count as left: 12h, 7d. Without it, open ones are in progress.");

    private readonly Option<string?> _by = new("--by")
    {
        Description = "Breaks down by language, user, or a property that sequences began with.",
        HelpName = "language|user|PROPERTY",
    };

    private readonly Option<int> _top = new("--top")
    {
        Description = "With --by: the greatest groups, the others together.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
        CustomParser = result => Parsed.Number(result, "number of groups", 1, 1_000),
    };

    private readonly Option<string?> _group = new("--group")
    {
        Description = "With --by and --open: only of this group, as it is shown.",
        HelpName = "VALUE",
    };

    public FunnelCommand(Surroundings around, SharedOptions shared)
        : base(
            "funnel", "Counts how far journeys come in a list of steps: who converted, who left, who is still there.",
            FunnelNumber.Help, around, shared,
            "seqlog funnel User_Flow_1_Start CreateAd_Step_6_CalculatePrice Payment_Step_2_PaymentDetected",
            "seqlog funnel --flow CreateAd --window 7d --by language",
            "seqlog funnel --flow CreateAd --open left:2")
    {
        Arguments.Add(_steps);
        Add(_flow, _mode, _window, _idle, _by, _top, _group);
        Validators.Add(result =>
        {
            if (result.GetValue(_steps) is { Length: > 0 } == result.GetValue(_flow) is not null)
            {
                result.AddError("a funnel is a list of steps, or the steps of a --flow. Name the steps in their order, or a flow.");
            }

            if (result.GetValue(_group) is not null && (result.GetValue(_by) is null || result.GetValue(Opened) is null))
            {
                result.AddError("--group says of which group --open lists sequences: it needs --open, and --by.");
            }
        });
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var number = question.Arguments.GetValue(Opened) is { } text ? Usage(() => FunnelNumber.Parse(text)) : null;
        var funnel = await FunnelAsync(question, cancellationToken);
        var query = Query(question);
        var report = await question.Analysis.GetFunnelAsync(funnel, query, cancellationToken);
        if (number is not null)
        {
            var group = GroupOf(question, report);
            return await OpenAsync(question, Usage(() => number.Of(report, group)), number.Words, cancellationToken);
        }

        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, FunnelAnswer.Of(report), JourneyJson.Indented.FunnelAnswer);
        }
        else if (question.Arguments.GetValue(Shared.Csv))
        {
            CsvAnswers.Funnel.Write(Around.Out, FunnelRow.Of(report));
        }
        else if (report.All.Sequences > 0)
        {
            FunnelView.Write(question.Page, report);
        }

        return report.All.Sequences > 0 ? ExitCode.Ok : throw await NothingFitsAsync(question, query, cancellationToken);
    }

    private async Task<FunnelDefinition> FunnelAsync(Question question, CancellationToken cancellationToken)
    {
        var arguments = question.Arguments;
        var funnel = arguments.GetValue(_flow) is { } flow
            ? FunnelDefinition.Of(await FlowAsync(question, flow, cancellationToken))
            : FunnelDefinition.Of(await StepsAsync(question, arguments.GetValue(_steps)!, cancellationToken));
        return funnel with
        {
            Order = arguments.GetValue(_mode) switch { "strict" => FunnelOrder.Strict, "any" => FunnelOrder.Any, _ => FunnelOrder.Ordered },
            Window = arguments.GetValue(_window),
            Idle = arguments.GetValue(_idle),
            By = arguments.GetValue(_by) is { Length: > 0 } by ? Breakdown(by) with { Top = arguments.GetValue(_top) } : null,
        };
    }

    private static T Usage<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new ExpectedFailure(ExitCode.Usage, e.Message);
        }
    }

    private static async Task<IReadOnlyList<string>> StepsAsync(Question question, string[] steps, CancellationToken cancellationToken)
    {
        var known = await StepNames.OfAsync(question.Reader, cancellationToken);
        foreach (var step in steps)
        {
            ThrowIfUnknown("step", step, known, question);
        }

        return steps;
    }

    private static async Task<FlowDefinition> FlowAsync(Question question, string name, CancellationToken cancellationToken)
    {
        var flows = await question.Analysis.GetFlowDefinitionsAsync(cancellationToken);
        ThrowIfUnknown("flow", name, [.. flows.Select(f => f.Name)], question);
        return flows.First(f => f.Name == name);
    }

    private static FunnelBreakdown Breakdown(string by) => by switch
    {
        "language" => FunnelBreakdown.Language,
        "user" => FunnelBreakdown.User,
        _ => FunnelBreakdown.Property(by),
    };

    private FunnelGroup? GroupOf(Question question, FunnelReport report)
    {
        if (question.Arguments.GetValue(_group) is not { } name)
        {
            return null;
        }

        return report.Groups.FirstOrDefault(g => FunnelView.NameOf(g) == name)
            ?? throw new ExpectedFailure(
                ExitCode.NotFound,
                $"no group is called {name}.{Nearest.Question(Nearest.To(name, report.Groups.Select(FunnelView.NameOf)))}");
    }
}
