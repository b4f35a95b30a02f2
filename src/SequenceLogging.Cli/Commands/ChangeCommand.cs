namespace SequenceLogging.Cli.Commands;

/// <summary>A command that changes what is in a store. The question comes first: a store that is not there is not made.</summary>
internal abstract class ChangeCommand(
    string name, string description, Surroundings around, SharedOptions shared, params string[] examples)
    : QuestionCommand(name, description, around, shared, examples)
{
    protected sealed override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        await using var log = question.Store.OpenLog();
        return await ChangeAsync(question, log, cancellationToken);
    }

    protected abstract Task<int> ChangeAsync(Question question, SequenceLog log, CancellationToken cancellationToken);
}
