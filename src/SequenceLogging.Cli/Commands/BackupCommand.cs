using System.CommandLine;
using System.Globalization;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Sqlite;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog backup</c>: a copy of an SQLite store that opens clean, made while others write.</summary>
internal sealed class BackupCommand : Command, IHaveExamples
{
    private readonly Surroundings _around;
    private readonly SharedOptions _shared;

    private readonly Option<string?> _to = new("--to")
    {
        Description = "The file to write. Default: beside the store, with the time in its name.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _overwrite = new("--overwrite")
    {
        Description = "Replaces a file that is there.",
    };

    public BackupCommand(Surroundings around, SharedOptions shared)
        : base("backup", "Backs up an SQLite store while others write to it.")
    {
        _around = around;
        _shared = shared;
        Options.Add(_to);
        Options.Add(_overwrite);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "seqlog backup",
        "seqlog backup --to /backup/sequences.db --overwrite",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var store = StoreLocation.Find(arguments.GetValue(_shared.Store), _around);
        if (store.File is not { } file)
        {
            throw new ExpectedFailure(
                ExitCode.Failure,
                $"{store.Name} is no SQLite file. Back up a server with its own tools (pg_dump), a LiteDB file by copying it while no "
                + "application has it open; or copy any store into a file: seqlog copy --to backup.db");
        }

        if (WaitingJournals.Of(store.JournalPath) is { Count: > 0 } waiting)
        {
            _around.Error.WriteLine(SafeText.OneLine($"{SeqlogCommand.ToolName}: {waiting.Text(store.Name)} The backup is without it."));
        }

        var start = _around.Time.GetTimestamp();
        var target = arguments.GetValue(_to) ?? NameAt(file, _around.Time.GetUtcNow());
        var backup = await SqliteBackup.WriteAsync(file, target, arguments.GetValue(_overwrite), cancellationToken);
        var answer = BackupAnswer.Of(store.Name, target, backup, _around.Time.GetElapsedTime(start));
        if (arguments.GetValue(_shared.Json))
        {
            JourneyJson.Write(_around.Out, answer, ToolJson.Indented.BackupAnswer);
        }
        else
        {
            new Page(_around).WriteText(answer.ToPhrase());
        }

        return ExitCode.Ok;
    }

    private static string NameAt(string file, DateTimeOffset now) => Path.Combine(
        Path.GetDirectoryName(file) ?? "",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetFileNameWithoutExtension(file)}-{now.UtcDateTime:yyyyMMdd-HHmmss}{Path.GetExtension(file)}"));
}
