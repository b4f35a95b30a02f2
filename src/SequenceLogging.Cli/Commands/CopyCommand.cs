using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Moving;
using SequenceLogging.Sqlite.BotDatabase;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog copy --from A --to B</c>: all of one store into another, of whatever kind they are.</summary>
internal sealed class CopyCommand : Command, IHaveExamples
{
    private readonly Surroundings _around;
    private readonly SharedOptions _shared;

    private readonly Option<string?> _from = new("--from")
    {
        Description = "The store to copy; it may be written in the meantime. Default: the store of this run (--store).",
        HelpName = "PATH|URI",
    };

    private readonly Option<string> _to = new("--to")
    {
        Description = "The store to copy into; made where it is not there.",
        HelpName = "PATH|URI",
        Required = true,
    };

    public CopyCommand(Surroundings around, SharedOptions shared)
        : base("copy", "Copies a store into another, and compares the two field by field. Run again, it adds only what is new.")
    {
        _around = around;
        _shared = shared;
        Options.Add(_from);
        Options.Add(_to);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "seqlog copy --from sequences.db --to postgres://bot@db/bot",
        "seqlog copy --from postgres://bot@db/bot --to laptop.db --json | jq .complete",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var from = StoreLocation.Find(arguments.GetValue(_from) ?? arguments.GetValue(_shared.Store), _around, "--from");
        var to = StoreLocation.Find(arguments.GetValue(_to), _around, "--to");
        if (from.IsSame(to))
        {
            throw new ExpectedFailure(ExitCode.Usage, $"--from and --to both name {from.Name}. Copy into another store.");
        }

        if (from.File is { } file && File.Exists(file) && BotDatabaseSource.IsBotDatabase(file))
        {
            throw new ExpectedFailure(
                ExitCode.Usage, $"{file} is the database of the Python bot. Write 'seqlog import {file} --store {to.Name}'.");
        }

        var talk = new CopyTalk(_around);
        if (WaitingJournals.Of(from.JournalPath) is { Count: > 0 } waiting)
        {
            talk.WriteLine($"{SeqlogCommand.ToolName}: {waiting.Text(from.Name)}");
        }

        var start = _around.Time.GetTimestamp();
        await using var reader = from.OpenReader();
        var run = new CopyRun(_around, talk);
        var result = await run.CopyAsync(store => new StoreCopy(reader, store), to, cancellationToken);
        return run.Answer(
            CopyAnswer.Of(result, from.Name, to.Name, badRows: 0, _around.Time.GetElapsedTime(start)), arguments.GetValue(_shared.Json));
    }
}
