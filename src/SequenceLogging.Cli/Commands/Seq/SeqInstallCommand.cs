using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Seq;
using SequenceLogging.Seq.Setup;

namespace SequenceLogging.Cli.Commands.Seq;

/// <summary><c>seqlog seq install</c>: signals, an index, a dashboard and alerts in Seq.</summary>
internal sealed class SeqInstallCommand : Command, IHaveExamples
{
    private readonly Surroundings _around;
    private readonly SharedOptions _shared;
    private readonly SeqOptions _seq = new();

    private readonly Option<string?> _to = new("--to")
    {
        Description = "Writes the templates into this folder instead, for 'seqcli template import -i DIR --merge'.",
        HelpName = "DIR",
    };

    public SeqInstallCommand(Surroundings around, SharedOptions shared)
        : base("install", "Installs signals, an expression index, a dashboard and alerts for journeys. Run again, it updates them.")
    {
        _around = around;
        _shared = shared;
        _seq.AddTo(this);
        Options.Add(_to);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "SEQ_API_KEY=… seqlog seq install --url https://seq.example.com",
        "seqlog seq install --to templates && seqcli template import -i templates --merge",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(_to) is { } folder)
        {
            Write(folder);
            return ExitCode.Ok;
        }

        try
        {
            var items = await new SeqSetup(_seq.Find(arguments, _around), _around.Time).InstallAsync(cancellationToken);
            if (arguments.GetValue(_shared.Json))
            {
                JourneyJson.Write(_around.Out, items, ToolJson.Indented.IReadOnlyListSeqSetupItem);
            }
            else
            {
                new Page(_around).Write(SeqSetupTable.Of(items));
            }

            return ExitCode.Ok;
        }
        catch (SeqException e)
        {
            throw SeqOptions.Failure(e);
        }
    }

    private void Write(string folder)
    {
        try
        {
            foreach (var file in SeqSetup.WriteTemplates(folder))
            {
                _around.Out.WriteLine(SafeText.OneLine(file));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ExpectedFailure(ExitCode.Failure, $"the templates cannot be written: {e.Message}");
        }
    }
}
