using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Commands.Insight;

/// <summary>A question about many journeys, each number of whose answer opens into the sequences that it counts.</summary>
internal abstract class InsightCommand : QuestionCommand
{
    private readonly Option<int> _limit = Parsed.Limit();

    protected InsightCommand(
        string name, string description, string opens, Surroundings around, SharedOptions shared, params string[] examples)
        : base(name, description, around, shared, examples)
    {
        Opened = new Option<string?>("--open")
        {
            Description = "Lists the sequences that a number counts instead, newest first: " + opens,
            HelpName = "NUMBER",
        };
        _limit.Description = $"With --open: at most this many, from 1 to {SequenceQuery.MaxLimit}.";
    }

    protected SearchOptions Search { get; } = new();

    /// <summary>Which number is opened.</summary>
    protected Option<string?> Opened { get; }

    /// <summary>Adds a command's own options before those that all have.</summary>
    protected void Add(params IReadOnlyList<Option> own)
    {
        foreach (var option in own.Concat(Search.Common).Append(Opened).Append(_limit).Append(Shared.Csv))
        {
            Options.Add(option);
        }
    }

    protected SequenceQuery Query(Question question) => Search.Read(question.Arguments, question.Now);

    /// <summary>Writes the sequences that a number counts.</summary>
    /// <param name="question">The question.</param>
    /// <param name="selection">The number.</param>
    /// <param name="words">It in words, behind "no sequence".</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="number">The number itself, where it may count sequences that are no longer in the store.</param>
    protected async Task<int> OpenAsync(
        Question question, SequenceSelection selection, string words, CancellationToken cancellationToken, long number = 0)
    {
        var limit = question.Arguments.GetValue(_limit);
        var opened = await question.Analysis.OpenAsync(selection, limit, cancellationToken: cancellationToken);
        if (question.IsJson)
        {
            JourneyJson.Write(
                Around.Out, [.. opened.Select(s => new OpenedSequence(s.Sequence, s.Times))], JourneyJson.Indented.IReadOnlyListOpenedSequence);
        }
        else if (question.Arguments.GetValue(Shared.Csv))
        {
            CsvAnswers.Sequences.Write(Around.Out, opened.Select(s => s.Sequence));
        }
        else
        {
            question.Page.Write(SequenceTable.Of(opened.Select(s => s.Sequence), question.Now, question.Page.Width));
        }

        // Only when all that are left are listed one can tell what is gone.
        var gone = opened.Count < limit ? number - opened.Sum(s => s.Times) : 0;
        if (gone > 0)
        {
            question.Note($"{Numbers.Count(gone)} of {Numbers.Count(number)} were in sequences that have left the store since.");
        }

        if (opened.Count == 0)
        {
            throw new ExpectedFailure(ExitCode.NotFound, $"no sequence {words} in {question.StoreName}.");
        }

        if (opened.Count == limit && !question.IsJson)
        {
            question.Note($"these are the newest {Numbers.Count(opened.Count)} {words}. For older ones add --limit N.");
        }

        return ExitCode.Ok;
    }

    /// <summary>Why nothing fits, as words that end a line.</summary>
    /// <param name="question">The question.</param>
    /// <param name="query">What was asked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected static async Task<ExpectedFailure> NothingFitsAsync(Question question, SequenceQuery query, CancellationToken cancellationToken)
    {
        var why = await StepNames.WhyUnknownAsync(question.Reader, query, cancellationToken);
        return new ExpectedFailure(
            ExitCode.NotFound,
            $"no sequence {SearchOptions.InWords(query)} in {question.StoreName}.{(why is null ? "" : " " + why)}");
    }

    /// <summary>Refuses a name that is not known.</summary>
    /// <exception cref="ExpectedFailure">It is not; the message says which ones are near.</exception>
    protected static void ThrowIfUnknown(string what, string name, IReadOnlyList<string> known, Question question)
    {
        if (StepNames.WhyUnknown(what, name, known) is { } why)
        {
            throw new ExpectedFailure(ExitCode.NotFound, $"{char.ToLowerInvariant(why[0])}{why[1..]} Asked of {question.StoreName}.");
        }
    }
}
