using SequenceLogging.Moving;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Commands;

/// <summary>What a copy says on stderr while it works: for who watches one line of progress, and at its end what is not alike.</summary>
internal sealed class CopyTalk(Surroundings around) : IProgress<CopyProgress>
{
    private const string EraseLine = "\r\u001b[K";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long? _last;

    public void Report(CopyProgress value)
    {
        if (!around.ErrorIsTerminal || (_last is { } last && around.Time.GetElapsedTime(last) < Interval))
        {
            return;
        }

        _last = around.Time.GetTimestamp();
        var share = value.Total > 0 ? Numbers.Percent((double)value.Sequences / value.Total) : "";
        var line = new Phrase(
            $"{share,7}  pass {value.Pass}  {Numbers.Of(value.Sequences, "sequence")}  {Numbers.Of(value.Records, "record")} written");
        around.Error.Write(EraseLine + string.Concat(line.Cut((around.TerminalWidth ?? 80) - 1).Parts.Select(p => p.Text)));
    }

    /// <summary>Tells what is not alike, and what still moves.</summary>
    public void Tell(CopyResult result)
    {
        End();
        foreach (var fault in result.Faults.Concat(result.Moving))
        {
            WriteLine(fault.ToString());
        }

        var untold = result.FaultCount + result.MovingCount - result.Faults.Count - result.Moving.Count;
        if (untold > 0)
        {
            WriteLine($"{SeqlogCommand.ToolName}: and {Numbers.Count(untold)} more.");
        }
    }

    /// <summary>Writes one line beside the progress.</summary>
    public void WriteLine(string line)
    {
        End();
        around.Error.WriteLine(SafeText.OneLine(line));
    }

    /// <summary>Takes the progress off the terminal.</summary>
    public void End()
    {
        if (_last is not null)
        {
            around.Error.Write(EraseLine);
            _last = null;
        }
    }
}
