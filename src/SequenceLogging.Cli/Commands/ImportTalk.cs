using SequenceLogging.Importing;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Commands;

/// <summary>What an import says on stderr while it works: its bad lines, and for who watches one line of progress.</summary>
internal sealed class ImportTalk(Surroundings around) : IProgress<ImportProgress>
{
    private const string EraseLine = "\r\u001b[K";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly long _start = around.Time.GetTimestamp();
    private long? _last;

    /// <summary>Whether a file can be opened; says why where it cannot.</summary>
    public bool CanRead(string file)
    {
        if (file == "-")
        {
            return true;
        }

        try
        {
            File.OpenRead(file).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var why = Directory.Exists(file) ? "it is a folder; name the files in it"
                : e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file; check its name"
                : e.Message;
            WriteLine($"{SeqlogCommand.ToolName}: {file} was not imported: {why}");
            return false;
        }
    }

    public void Tell(BadLine line) => WriteLine(line.ToString());

    public void Report(ImportProgress value)
    {
        if (!around.ErrorIsTerminal || (_last is { } last && around.Time.GetElapsedTime(last) < Interval))
        {
            return;
        }

        _last = around.Time.GetTimestamp();
        var share = value.Fraction is { } fraction ? $"{Numbers.Percent(fraction),7}  " : "";
        var seconds = around.Time.GetElapsedTime(_start).TotalSeconds;
        var speed = seconds > 0 ? $"  {Numbers.Count((long)(value.Lines / seconds))} lines/s" : "";
        var line = new Phrase($"{share}{Numbers.Count(value.Lines)} lines  {value.File}{speed}");
        around.Error.Write(EraseLine + string.Concat(line.Cut((around.TerminalWidth ?? 80) - 1).Parts.Select(p => p.Text)));
    }

    /// <summary>Takes the progress off the terminal.</summary>
    public void End() => Erase();

    private void WriteLine(string line)
    {
        Erase();
        around.Error.WriteLine(SafeText.OneLine(line));
    }

    private void Erase()
    {
        if (_last is not null)
        {
            around.Error.Write(EraseLine);
            _last = null;
        }
    }
}
