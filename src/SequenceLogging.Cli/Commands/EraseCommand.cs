using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Changes;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog erase --user U</c>: all that is known of a user leaves the store.</summary>
internal sealed class EraseCommand : ChangeCommand
{
    private const int PageSize = 1000, MostNamed = 5;

    private readonly Option<UserId?> _user;

    private readonly Option<bool> _yes = new("--yes", "-y")
    {
        Description = "Does not ask. Needed where nobody can be asked.",
    };

    public EraseCommand(Surroundings around, SharedOptions shared)
        : base(
            "erase",
            "Erases all journeys of a user from the store and its files. Backups, text logs and Seq are not reached.",
            around, shared,
            "seqlog erase --user 566158428",
            "seqlog erase --user 566158428 --yes --json")
    {
        _user = Parsed.Option<UserId>("--user", "U", "Whose journeys.");
        _user.Required = true;
        Options.Add(_user);
        Options.Add(_yes);
        Validators.Add(result =>
        {
            if (!result.GetValue(_yes) && !around.CanAsk)
            {
                result.AddError("nobody can be asked here whether to erase. Add --yes if that is meant.");
            }
        });
    }

    protected override async Task<int> ChangeAsync(Question question, SequenceLog log, CancellationToken cancellationToken)
    {
        var user = question.Arguments.GetValue(_user)!.Value;
        var isSure = question.Arguments.GetValue(_yes);
        var (count, newest) = await LookAsync(log, user, cancellationToken);
        if (count == 0)
        {
            throw await NobodyAsync(log, user, isSure, question.StoreName, cancellationToken);
        }

        question.Note(
            $"user {user} has {Numbers.Of(count, "sequence")} in {question.StoreName}: {string.Join(", ", newest)}"
            + $"{(count > newest.Count ? $" and {Numbers.Count(count - newest.Count)} older" : "")}.");
        if (!isSure && !await IsAgreedAsync(cancellationToken))
        {
            throw new ExpectedFailure(ExitCode.Failure, "nothing was erased.");
        }

        var answer = ErasureAnswer.Of(user, await EraseAsync(log, user, cancellationToken));
        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, answer, ToolJson.Indented.ErasureAnswer);
        }
        else
        {
            question.Page.WriteText(answer.ToPhrase(question.StoreName));
        }

        question.Note("the ids stay spent. Backups, text logs and Seq keep what they have: erase it there as well.");
        question.Note(
            "what running processes still have in their journals arrives after this, and what was rejected without a sequence "
            + "stays. When they have ended the user's scopes, run it again, and look at 'seqlog rejected list'.");
        return ExitCode.Ok;
    }

    private static async Task<(long Count, IReadOnlyList<SequenceId> Newest)> LookAsync(
        SequenceLog log, UserId user, CancellationToken cancellationToken)
    {
        var query = new SequenceQuery { UserId = user, Limit = PageSize };
        var newest = new List<SequenceId>();
        for (var count = 0L; ;)
        {
            var page = await log.FindSequencesAsync(query, cancellationToken);
            count += page.Count;
            newest.AddRange(page.Take(MostNamed - newest.Count).Select(s => s.SequenceId));
            if (page.Count < PageSize)
            {
                return (count, newest);
            }

            query = query with { Before = page[^1].SequenceId };
        }
    }

    // An erasure that was not done to its end may have left copies of rows that are gone. Who says --yes gets it done.
    private static async Task<ExpectedFailure> NobodyAsync(
        SequenceLog log, UserId user, bool isSure, string store, CancellationToken cancellationToken)
    {
        if (isSure)
        {
            await EraseAsync(log, user, cancellationToken);
        }

        return new ExpectedFailure(
            ExitCode.NotFound,
            $"no sequence of user {user} in {store}. Try 'seqlog find --text NAME' for a user's name. "
            + (isSure
                ? "The store was cleaned all the same, in case an erasure before had not come to its end."
                : "If an erasure before had not come to its end, add --yes."));
    }

    private static async Task<Erasure> EraseAsync(SequenceLog log, UserId user, CancellationToken cancellationToken)
    {
        try
        {
            return await log.EraseUserAsync(user, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new ExpectedFailure(ExitCode.Interrupted, "interrupted: it is not erased to its end. Run it again with --yes.");
        }
    }

    private async Task<bool> IsAgreedAsync(CancellationToken cancellationToken)
    {
        Around.Error.Write("Erase them, with all their steps and links, for good? [y/N] ");
        using var input = new StreamReader(Around.OpenInput());

        try
        {
            // A terminal cannot be asked to stop waiting.
            var answer = await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
            return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
        }
        catch (OperationCanceledException)
        {
            Around.Error.WriteLine();
            throw new ExpectedFailure(ExitCode.Interrupted, "interrupted: nothing was erased.");
        }
    }
}
