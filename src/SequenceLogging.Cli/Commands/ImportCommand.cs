using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Importing;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog import FILE…</c>: log files that Serilog has written become sequences.</summary>
internal sealed class ImportCommand : Command, IHaveExamples
{
    private const string Input = "-";

    private readonly Surroundings _around;
    private readonly SharedOptions _shared;

    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Compact JSON (CLEF) or JsonFormatter's JSON, also gzipped; - for what is piped in.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _sequenceBy = new("--sequence-by")
    {
        Description = "The property that tells which lines without a SequenceId belong together, as CaseId.",
        HelpName = "PROPERTY",
    };

    public ImportCommand(Surroundings around, SharedOptions shared)
        : base("import", "Makes sequences of existing log files. The same file again adds only what is new.")
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

        var start = _around.Time.GetTimestamp();
        var result = await ImportAsync(files, location, options, talk, cancellationToken);
        var summary = ImportSummary.Of(result, files.Length, _around.Time.GetElapsedTime(start));
        if (arguments.GetValue(_shared.Json))
        {
            JourneyJson.Write(_around.Out, summary, JourneyJson.Indented.ImportSummary);
        }
        else
        {
            new Page(_around).Write(summary.ToPhrases(location.Name));
        }

        var isWhole = files.Length == names.Length && summary.BadLines == 0 && summary.Rejected == 0;
        return isWhole ? ExitCode.Ok : ExitCode.Failure;
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
