using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Importing;
using SequenceLogging.Moving;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Sqlite.BotDatabase;

namespace SequenceLogging.Cli.Commands;

/// <summary>
/// <c>seqlog import FILE…</c>: log files that Serilog has written become sequences; so do those of the Python bot, by its own file.
/// </summary>
internal sealed class ImportCommand : Command, IHaveExamples
{
    private const string Input = "-";

    private readonly Surroundings _around;
    private readonly SharedOptions _shared;

    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Compact JSON (CLEF) or JsonFormatter's JSON, also gzipped; - for what is piped in; or the Python bot's bot.db.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _sequenceBy = new("--sequence-by")
    {
        Description = "The property that tells which lines without a SequenceId belong together, as CaseId.",
        HelpName = "PROPERTY",
    };

    public ImportCommand(Surroundings around, SharedOptions shared)
        : base("import", "Makes sequences of existing log files, or of the Python bot's bot.db. The same file again adds only what is new.")
    {
        _around = around;
        _shared = shared;
        Arguments.Add(_files);
        Options.Add(_sequenceBy);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "seqlog import logs/app-*.clef.gz --sequence-by OrderId",
        "seqlog import bot.db --store sequences.db",
        "zstdcat old.clef.zst | seqlog import - --sequence-by OrderId --store old.db",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var location = StoreLocation.Find(arguments.GetValue(_shared.Store), _around);
        var talk = new ImportTalk(_around);
        var options = new ImportOptions
        {
            SequenceBy = arguments.GetValue(_sequenceBy),
            MaxBadLines = 0, // they are told as they are met
            OnBadLine = talk.Tell,
        };
        if (options.Validate() is [var error, ..])
        {
            throw new ExpectedFailure(ExitCode.Usage, $"--sequence-by: {error}");
        }

        // Before the store is opened: a mistyped name must not create one.
        var names = arguments.GetValue(_files)!;
        var files = names.Where(talk.CanRead).ToArray();
        if (files.Length == 0)
        {
            return ExitCode.Failure;
        }

        if (files.FirstOrDefault(f => f != Input && BotDatabaseSource.IsBotDatabase(f)) is { } bot)
        {
            return names.Length == 1
                ? await ImportBotAsync(bot, location, arguments.GetValue(_shared.Json), cancellationToken)
                : throw new ExpectedFailure(
                    ExitCode.Usage, $"{bot} is the database of the Python bot. Import it by itself, and the other files after it.");
        }

        var start = _around.Time.GetTimestamp();
        var result = await ImportAsync(files, location, options, talk, cancellationToken);
        var summary = ImportSummary.Of(result, files.Length, _around.Time.GetElapsedTime(start));
        if (arguments.GetValue(_shared.Json))
        {
            JourneyJson.Write(_around.Out, summary, ToolJson.Indented.ImportSummary);
        }
        else
        {
            new Page(_around).Write(summary.ToPhrases(location.Name));
        }

        var isWhole = files.Length == names.Length && summary.BadLines == 0 && summary.Rejected == 0;
        return isWhole ? ExitCode.Ok : ExitCode.Failure;
    }

    private async Task<int> ImportBotAsync(string file, StoreLocation location, bool isJson, CancellationToken cancellationToken)
    {
        var start = _around.Time.GetTimestamp();
        var talk = new CopyTalk(_around);
        using var source = BotDatabaseSource.Open(file, row => talk.WriteLine(row.ToString()));
        var run = new CopyRun(_around, talk);
        var result = await run.CopyAsync(store => new StoreCopy(source, store), location, cancellationToken);
        return run.Answer(
            CopyAnswer.Of(result, file, location.Name, source.BadRowCount, _around.Time.GetElapsedTime(start)), isJson);
    }

    private async Task<ImportResult> ImportAsync(
        string[] files, StoreLocation location, ImportOptions options, ImportTalk talk, CancellationToken cancellationToken)
    {
        var result = new ImportResult();
        await using var store = location.Open();
        var importer = new LogImporter(store, options);
        try
        {
            foreach (var file in files)
            {
                await using var stream = file == Input ? _around.OpenInput() : File.OpenRead(file);
                var name = file == Input ? "stdin" : file;
                result = result.Add(await importer.ImportAsync(stream, name, talk, cancellationToken));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new ExpectedFailure(
                ExitCode.Interrupted, "interrupted. What was written stays; run the same import again to go on.");
        }
        finally
        {
            talk.End();
        }

        return result;
    }
}
