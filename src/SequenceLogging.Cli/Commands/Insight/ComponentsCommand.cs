using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Cli.Rendering.Insight;
using SequenceLogging.Insight.Components;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.Cli.Commands.Insight;

/// <summary><c>seqlog components [NAME]</c>: how the components fare, by step and by day, and what goes wrong in them.</summary>
internal sealed class ComponentsCommand : QuestionCommand
{
    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "One component: shows its steps, days and errors. Default is all of them.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _step = new("--step") { Description = "Steps of exactly this name, and their errors.", HelpName = "NAME" };

    private readonly Option<int> _days = new("--days")
    {
        Description = "So many days, the last of them included; from 1 to 3660. Default 30.",
        HelpName = "N",
        DefaultValueFactory = _ => 30,
        CustomParser = result => Parsed.Number(result, "number of days", 1, 3_660),
    };

    private readonly Option<Func<DateTimeOffset, DateTimeOffset>?> _until = Moments.Option("--until", "The last day, UTC. Default today.");

    private readonly Option<int?> _open = new("--open")
    {
        Description = "Lists the sequences of one group of errors, by its number in the list.",
        HelpName = "N",
        CustomParser = result => Parsed.Number(result, "number of a group", 1, int.MaxValue),
    };

    public ComponentsCommand(Surroundings around, SharedOptions shared)
        : base(
            "components", "Shows success, durations and errors of each component, by step and by day.", around, shared,
            "seqlog components",
            "seqlog components payments --days 7",
            "seqlog components --step Payment_Step_1_ProcessTON payments",
            "seqlog components payments --open 1")
    {
        Arguments.Add(_name);
        Option[] all = [_step, _days, _until, _open, shared.Csv];
        foreach (var option in all)
        {
            Options.Add(option);
        }
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var report = await ReadAsync(question, cancellationToken);
        var isOne = question.Arguments.GetValue(_name) is not null;
        if (question.Arguments.GetValue(_open) is { } number)
        {
            await OpenAsync(question, report, number, cancellationToken);
        }
        else if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, report, JourneyJson.Indented.ComponentReport);
        }
        else if (question.Arguments.GetValue(Shared.Csv))
        {
            CsvAnswers.Components.Write(Around.Out, ComponentRow.Of(report));
        }
        else if (isOne)
        {
            ComponentView.WriteOne(question.Page, report.Components[0], question.Now);
        }
        else
        {
            ComponentView.WriteAll(question.Page, report, question.Now);
        }

        if (report.ErrorsAreCut)
        {
            question.Note($"there are more errors than {ErrorQuery.MaxLimit:N0}; the groups count the newest. Ask for fewer --days.");
        }

        return ExitCode.Ok;
    }

    private async Task<ComponentReport> ReadAsync(Question question, CancellationToken cancellationToken)
    {
        var last = DateOnly.FromDateTime((question.Arguments.GetValue(_until)?.Invoke(question.Now) ?? question.Now).UtcDateTime);
        var first = DateOnly.FromDayNumber(Math.Max(0, last.DayNumber + 1 - question.Arguments.GetValue(_days)));
        var report = await question.Analysis.GetComponentsAsync(first, last, question.Arguments.GetValue(_step), cancellationToken);
        if (question.Arguments.GetValue(_name) is not { } name)
        {
            return report;
        }

        var one = report.Components.Where(c => (c.Component ?? ComponentView.NoName) == name).ToArray();
        return one.Length > 0
            ? report with { Components = one }
            : throw new ExpectedFailure(
                ExitCode.NotFound,
                $"no component {name} in {question.StoreName} from {first:yyyy-MM-dd} to {last:yyyy-MM-dd}. "
                    + (report.Components.Count == 0
                        ? "There are none at all; ask for more --days, or --until an earlier one."
                        : $"There are {string.Join(", ", report.Components.Take(10).Select(c => c.Component ?? ComponentView.NoName))}."));
    }

    private async Task OpenAsync(Question question, ComponentReport report, int number, CancellationToken cancellationToken)
    {
        var groups = ComponentView.ErrorsOf(report);
        if (number > groups.Count)
        {
            throw new ExpectedFailure(
                ExitCode.NotFound, $"there is no group of errors {number}; there are {groups.Count}. Leave --open out to see them.");
        }

        var sequences = await question.Analysis.OpenErrorsAsync(groups[number - 1], report, cancellationToken);
        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, sequences, JourneyJson.Indented.IReadOnlyListSequenceHeader);
        }
        else if (question.Arguments.GetValue(Shared.Csv))
        {
            CsvAnswers.Sequences.Write(Around.Out, sequences);
        }
        else
        {
            question.Page.Write(SequenceTable.Of(sequences, question.Now, question.Page.Width));
        }
    }
}
