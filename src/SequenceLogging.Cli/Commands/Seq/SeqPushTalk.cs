using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Seq.Pushing;

namespace SequenceLogging.Cli.Commands.Seq;

/// <summary>What a push says on stderr while it works: one line of progress for who watches, and for all why it waits.</summary>
internal sealed class SeqPushTalk(Surroundings around) : IProgress<SeqPushProgress>
{
    private const string EraseLine = "\r\u001b[K";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly long _start = around.Time.GetTimestamp();
    private long? _last;

    public void Report(SeqPushProgress value)
    {
        if (value.Waiting is { } why)
        {
            End();
            around.Error.WriteLine(SafeText.OneLine($"{SeqlogCommand.ToolName}: Seq cannot take events now: {why}"));
            return;
        }

        if (!around.ErrorIsTerminal || (_last is { } last && around.Time.GetElapsedTime(last) < Interval))
        {
            return;
        }

        _last = around.Time.GetTimestamp();
        var share = value.LastPosition > 0 ? Numbers.Percent(Math.Min(1, (double)value.Position / value.LastPosition)) : "";
        var seconds = around.Time.GetElapsedTime(_start).TotalSeconds;
        var speed = seconds > 0 ? $"  {Numbers.Count((long)(value.Events / seconds))} events/s" : "";
        var line = new Phrase($"{share,7}  {Numbers.Of(value.Events, "event")} pushed{speed}");
        around.Error.Write(EraseLine + string.Concat(line.Cut((around.TerminalWidth ?? 80) - 1).Parts.Select(p => p.Text)));
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
