using System.CommandLine;
using System.Globalization;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Cli.Rendering.Insight;
using SequenceLogging.Insight;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Lines;

namespace SequenceLogging.Cli.Commands.Insight;

/// <summary><c>seqlog stuck</c>: open sequences that wait for longer than others did at the same place.</summary>
internal sealed class StuckCommand : QuestionCommand
{
    private readonly StuckRules _defaults = new();
    private readonly Option<double> _factor;
    private readonly Option<int> _sample, _limit;
    private readonly Option<TimeSpan> _leastWait, _mostWait;

    private readonly Option<string?> _flow = new("--flow") { Description = "Behind a step of this flow, as Payment.", HelpName = "FLOW" };

    public StuckCommand(Surroundings around, SharedOptions shared)
        : base(
            "stuck", "Shows open journeys that wait for longer than others did at the same place, and what for.", around, shared,
            "seqlog stuck",
            "seqlog stuck --flow Payment",
            "seqlog stuck --factor 10 --json | jq '.[].message'")
    {
        _factor = new("--factor")
        {
            Description = $"How many times the usual 95th percentile a wait must be; from 1 to 1,000. Default {_defaults.Factor}.",
            HelpName = "N",
            DefaultValueFactory = _ => _defaults.Factor,
            CustomParser = result =>
                double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor)
                    ? factor
                    : Refuse(result, $"\"{result.Tokens[0].Value}\" is no factor. Write a number from 1 to 1000."),
        };
        _sample = new("--sample")
        {
            Description = $"How many earlier journeys must have gone on from a step before a wait is judged. Default {_defaults.LeastSample}.",
            HelpName = "N",
            DefaultValueFactory = _ => _defaults.LeastSample,
            CustomParser = result => Parsed.Number(result, "number of journeys", 1, int.MaxValue),
        };
        _leastWait = Ages.Option("--least", "No shorter wait counts, as 10min or 2h. Default 5min.", _defaults.LeastWait);
        _mostWait = Ages.Option(
            "--most", "Sequences in which nothing has happened for longer are taken for forgotten. Default 30d.", _defaults.MostWait);
        _limit = new("--limit", "-n")
        {
            Description = "At most this many, the shortest wait first; from 1 to 10000.",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
            CustomParser = result => Parsed.Number(result, "limit", 1, 10_000),
        };
        Option[] all = [_flow, _factor, _sample, _leastWait, _mostWait, _limit, shared.Csv];
        foreach (var option in all)
        {
            Options.Add(option);
        }
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var arguments = question.Arguments;
        var rules = new StuckRules
        {
            Factor = arguments.GetValue(_factor),
            LeastSample = arguments.GetValue(_sample),
            LeastWait = arguments.GetValue(_leastWait),
            MostWait = arguments.GetValue(_mostWait),
            MostFound = 10_000,
        };
        if (rules.Validate() is [var wrong, ..])
        {
            throw new ExpectedFailure(ExitCode.Usage, wrong);
        }

        var flow = arguments.GetValue(_flow);
        var found = await question.Analysis.FindStuckAsync(rules, cancellationToken);
        StuckSequence[] all = [.. found.Where(s => flow is null || s.CurrentStep.Flow == flow)];
        IReadOnlyList<StuckSequence> stuck = [.. all.Take(arguments.GetValue(_limit))];
        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, stuck, JourneyJson.Indented.IReadOnlyListStuckSequence);
        }
        else if (arguments.GetValue(Shared.Csv))
        {
            CsvAnswers.Stuck.Write(Around.Out, stuck);
        }
        else if (stuck.Count == 0)
        {
            question.Page.WriteLine(new Phrase("✔ ", Look.Good).Add($"nothing is stuck in {question.StoreName}"));
        }
        else
        {
            question.Page.Write(StuckView.Of(stuck));
        }

        if (stuck.Count < all.Length)
        {
            question.Note($"{all.Length:N0} are stuck; these began to wait last. For more add --limit N.");
        }

        return ExitCode.Ok;
    }

    private static double Refuse(System.CommandLine.Parsing.ArgumentResult result, string message)
    {
        result.AddError(message);
        return 1;
    }
}
