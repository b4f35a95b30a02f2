using SequenceLogging.Reporting.Words;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Commands;

/// <summary>One line of progress for who watches a pruning.</summary>
internal sealed class PruneTalk(Surroundings around, bool isDryRun) : IProgress<Pruning>
{
    private const string EraseLine = "\r\u001b[K";

    private bool _isThere;

    /// <summary>How many have gone so far.</summary>
    public long Sequences { get; private set; }

    public void Report(Pruning value)
    {
        Sequences = value.Sequences;
        if (around.ErrorIsTerminal)
        {
            _isThere = true;
            around.Error.Write($"{EraseLine}{Numbers.Of(Sequences, "sequence")} {(isDryRun ? "would go" : "gone")}, at {value.Next}");
        }
    }

    /// <summary>Takes the progress off the terminal.</summary>
    public void End()
    {
        if (_isThere)
        {
            around.Error.Write(EraseLine);
            _isThere = false;
        }
    }
}
