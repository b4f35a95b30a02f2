using System.CommandLine;
using SequenceLogging.Cli.Rendering;

namespace SequenceLogging.Cli.Commands;

/// <summary>What is written, and where to.</summary>
internal sealed class ExportOptions
{
    private static readonly Dictionary<string, ExportFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["json"] = ExportFormat.Json, ["csv"] = ExportFormat.Csv, ["markdown"] = ExportFormat.Markdown, ["html"] = ExportFormat.Html,
    };

    private static readonly Dictionary<string, ExportFormat> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        [".json"] = ExportFormat.Json, [".jsonl"] = ExportFormat.Json, [".ndjson"] = ExportFormat.Json, [".csv"] = ExportFormat.Csv,
        [".md"] = ExportFormat.Markdown, [".markdown"] = ExportFormat.Markdown,
        [".html"] = ExportFormat.Html, [".htm"] = ExportFormat.Html,
    };

    private readonly Option<ExportFormat?> _format = new("--format", "-f")
    {
        Description = "json (one object a line), csv (one row an event; a text that a spreadsheet would take for a formula gets a ' before "
            + "it), or, of one journey, markdown (a card on one page) or html (a page that opens offline). "
            + "Default as the file's name ends, else json.",
        HelpName = "json|csv|markdown|html",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Formats.TryGetValue(text, out var format))
            {
                return format;
            }

            result.AddError(
                $"\"{text}\" is no format.{Nearest.Question(Nearest.To(text, Formats.Keys))} Write json, csv, markdown or html.");
            return null;
        },
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The file to write. Default: standard output.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Replaces a file that is there.",
    };

    public void AddTo(Command command)
    {
        _format.CompletionSources.Clear(); // the names of the enum, in another case
        _format.CompletionSources.Add([.. Formats.Keys]);
        command.Options.Add(_format);
        command.Options.Add(_output);
        command.Options.Add(_force);
    }

    public ExportFormat Format(ParseResult arguments) =>
        arguments.GetValue(_format)
        ?? (Endings.TryGetValue(Path.GetExtension(arguments.GetValue(_output) ?? ""), out var format) ? format : ExportFormat.Json);

    /// <summary>Whether one format was asked for by name.</summary>
    public bool NamesFormat(ParseResult arguments) => arguments.GetValue(_format) is not null;

    /// <summary>The file; null for standard output.</summary>
    public AtomicFile? BeginFile(ParseResult arguments) =>
        arguments.GetValue(_output) is { Length: > 0 } path ? AtomicFile.Begin(path, arguments.GetValue(_force)) : null;
}
