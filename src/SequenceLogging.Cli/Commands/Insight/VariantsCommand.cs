using System.CommandLine;
using System.Globalization;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Cli.Rendering.Insight;
using SequenceLogging.Insight.Variants;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.Cli.Commands.Insight;

/// <summary><c>seqlog variants</c>: the ways that journeys take.</summary>
internal sealed class VariantsCommand : InsightCommand
{
    private readonly Option<int> _top = new("--top")
    {
        Description = "At most this many variants; all are counted.",
        HelpName = "N",
        DefaultValueFactory = _ => 20,
        CustomParser = result => Parsed.Number(result, "number of variants", 1, int.MaxValue),
    };

    private readonly Option<double> _minShare = new("--min-share")
    {
        Description = "Only variants of at least this share of the sequences: 0.05 or 5%.",
        HelpName = "SHARE",
        CustomParser = result => Parsed.Share(result),
    };

    public VariantsCommand(Surroundings around, SharedOptions shared)
        : base(
            "variants", "Groups journeys by their steps: which ways they take, how often, how long.", "the variant's number.", around, shared,
            "seqlog variants --month 2025-07",
            "seqlog variants --flow CreateAd --min-share 5%",
            "seqlog variants --open 3") => Add(_top, _minShare, Search.Flow);

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var query = Query(question);
        var number = question.Arguments.GetValue(Opened) is { } text ? Number(text) : 0;
        var options = new VariantOptions
        {
            Top = Math.Max(number, question.Arguments.GetValue(_top)),
            MinShare = number > 0 ? 0 : question.Arguments.GetValue(_minShare),
        };
        var report = await question.Analysis.GetVariantsAsync(query, options, cancellationToken);
        if (number > 0)
        {
            var variant = report.Variants.ElementAtOrDefault(number - 1)
                ?? throw new ExpectedFailure(ExitCode.NotFound, $"there is no variant {number} in {question.StoreName}: there are {report.Total}.");
            return await OpenAsync(question, report.Open(variant), $"of variant {number}", cancellationToken);
        }

        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, VariantsAnswer.Of(report), JourneyJson.Indented.VariantsAnswer);
        }
        else if (question.Arguments.GetValue(Shared.Csv))
        {
            CsvAnswers.Variants.Write(Around.Out, report.Variants);
        }
        else if (report.Sequences > 0)
        {
            VariantsView.Write(question.Page, report);
        }

        return report.Sequences + report.WithoutSteps > 0
            ? ExitCode.Ok
            : throw await NothingFitsAsync(question, query, cancellationToken);
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new ExpectedFailure(ExitCode.Usage, $"\"{text}\" is no number of a variant. Write the one that 'seqlog variants' shows first, for example 3.");
}
