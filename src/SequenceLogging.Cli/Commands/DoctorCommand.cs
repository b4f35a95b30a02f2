using SequenceLogging.Cli.Rendering;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog doctor</c>: how a store is, and what became of every number that it has issued.</summary>
internal sealed class DoctorCommand(Surroundings around, SharedOptions shared) : QuestionCommand(
    "doctor", "Looks at the condition of a store: versions, integrity, sizes, and the account of every id. Reads all of it.",
    around, shared,
    "seqlog doctor",
    "seqlog doctor --json | jq '.findings[] | select(.level != \"good\")'")
{
    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var journals = WaitingJournals.Of(question.Store.JournalPath);
        var examination = await question.Reader.ExamineAsync(cancellationToken);
        var answer = DoctorAnswer.Of(question.StoreName, examination, journals);
        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, answer, ToolJson.Indented.DoctorAnswer);
        }
        else
        {
            answer.Write(question.Page);
        }

        return answer.Healthy ? ExitCode.Ok : ExitCode.Integrity;
    }
}
