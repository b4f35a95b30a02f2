using System.Text;
using SequenceLogging.Reporting.Lines;
using Spectre.Console;
using Spectre.Console.Rendering;
using Grid = SequenceLogging.Reporting.Lines.Grid;

namespace SequenceLogging.Cli.Rendering;

/// <summary>Where answers for people are written: as wide as the terminal, without bounds into a file.</summary>
internal sealed class Page
{
    private readonly IAnsiConsole _console;

    public Page(Surroundings around)
    {
        Width = around.TerminalWidth ?? Phrase.Boundless;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new Output(around.Out, Width, around.TerminalWidth is not null),
            Ansi = around.Colors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = around.Colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
    }

    /// <summary>Cells in a line.</summary>
    public int Width { get; }

    public void Write(IEnumerable<Phrase> lines) => _console.Write(new Block(lines));

    public void Write(Grid grid) => Write(grid.Lines(Width));

    public void WriteLine(Phrase line) => Write([line.Cut(Width)]);

    /// <summary>Writes a text, in as many lines as it needs.</summary>
    public void WriteText(Phrase text) => Write(text.Wrap(Width, Width));

    public void WriteLine() => Write([new Phrase()]);

    private sealed class Block(IEnumerable<Phrase> lines) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            lines.SelectMany(line => line.Parts.Select(part => new Segment(part.Text, Palette.Of(part.Look))).Append(Segment.LineBreak));
    }

    private sealed class Output(TextWriter writer, int width, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => width;

        public int Height => 25;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
