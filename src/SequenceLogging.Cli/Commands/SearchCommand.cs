using SequenceLogging.Cli.Rendering;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.Cli.Commands;

/// <summary>A question whose answer is a list of sequences.</summary>
internal abstract class SearchCommand(
    string name, string description, Surroundings around, SharedOptions shared, params string[] examples)
    : QuestionCommand(name, description, around, shared, examples)
{
    /// <summary>The command that turns the page.</summary>
    private string Pager => this is ListCommand ? Name : "find";

    /// <summary>Finds and writes them; <see cref="ExitCode.NotFound"/> where there are none.</summary>
    /// <param name="question">The question.</param>
    /// <param name="query">What fits.</param>
    /// <param name="what">The query in words.</param>
    /// <param name="nextStep">What to try where nothing fits.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected async Task<int> SearchAsync(
        Question question, SequenceQuery query, string what, string nextStep, CancellationToken cancellationToken)
    {
        var found = await question.Reader.FindAsync(query, cancellationToken);
        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, found, JourneyJson.Indented.IReadOnlyListSequenceHeader);
        }
        else if (question.Arguments.GetValue(Shared.Csv))
        {
            CsvAnswers.Sequences.Write(Around.Out, found);
        }
        else if (found.Count > 0)
        {
            question.Page.Write(SequenceTable.Of(found, question.Now, question.Page.Width));
        }

        if (found.Count == 0)
        {
            throw await NothingFitsAsync(question, query, what, nextStep, cancellationToken);
        }

        if (found.Count == query.Limit && !question.IsJson)
        {
            question.Note(
                $"these are the newest {found.Count}. For older ones add --limit N, or {Pager} --before {found[^1].SequenceId}.");
        }

        return ExitCode.Ok;
    }

    /// <summary>Says that nothing fits, and how to go on.</summary>
    protected static async Task<ExpectedFailure> NothingFitsAsync(
        Question question, SequenceQuery query, string what, string nextStep, CancellationToken cancellationToken)
    {
        var why = await StepNames.WhyUnknownAsync(question.Reader, query, cancellationToken);
        return new ExpectedFailure(ExitCode.NotFound, $"no sequence {what} in {question.StoreName}. {why ?? nextStep}");
    }
}
